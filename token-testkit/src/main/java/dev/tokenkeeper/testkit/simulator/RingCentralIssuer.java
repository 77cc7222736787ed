package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Tells a client its tokens, in RingCentral's field set (provider notes, 6.4). */
final class RingCentralIssuer {

  private static final String SCOPE = "ReadAccounts ReadCallLog";
  private static final long FIRST_OWNER = 100_000_000_000L;

  private final RingCentralPlatform platform;

  RingCentralIssuer(RingCentralPlatform platform) {
    this.platform = platform;
  }

  /** The number of a user, the same in every simulator. */
  static String ownerId(String username) {
    long hash = Long.parseUnsignedLong(Tokens.hash(username).substring(0, 16), 16);
    return Long.toString(FIRST_OWNER + Long.remainderUnsigned(hash, 9 * FIRST_OWNER));
  }

  /** An id for an application's instance that did not name itself. */
  static String newEndpointId() {
    return Tokens.hash(UUID.randomUUID().toString()).substring(0, 22);
  }

  /** The tokens of a pair, new or not, with the seconds that are left of them. */
  Answer granted(RingCentralPair pair, Form form) {
    RingCentralSession session = pair.session();
    Map<String, Object> fields =
        Answer.fields(
            "access_token",
            platform.tokens.value(Token.Kind.ACCESS, pair),
            "token_type",
            "bearer",
            "expires_in",
            secondsUntil(pair.accessEnds()));
    pair.refreshEnds().ifPresent(end -> addRefreshToken(fields, pair, end));
    fields.put("scope", SCOPE);
    fields.put("owner_id", ownerId(session.username()));
    fields.put("endpoint_id", form.find("endpoint_id").orElse(session.endpointId()));
    fields.put("session_id", session.id());
    session.absoluteEnd().ifPresent(end -> fields.put("session_expires_in", secondsUntil(end)));
    return Answer.json(200, fields).unstorable();
  }

  private void addRefreshToken(Map<String, Object> fields, RingCentralPair pair, Instant end) {
    fields.put("refresh_token", platform.tokens.value(Token.Kind.REFRESH, pair));
    fields.put("refresh_token_expires_in", secondsUntil(end));
  }

  private long secondsUntil(Instant end) {
    long seconds = Duration.between(platform.settings.clock.instant(), end).toSeconds();
    return Math.max(0, platform.settings.expiresInOneShort ? seconds - 1 : seconds);
  }
}
