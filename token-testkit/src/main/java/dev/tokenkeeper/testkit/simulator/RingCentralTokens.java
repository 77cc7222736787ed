package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The issued tokens, dead ones too, by the hash of their value. Guarded by the platform.
 *
 * <p>A value is worked out from a key and the token's place, since a grace replay has to tell it
 * once more, after a restart as well, and it must stand in no file.
 */
final class RingCentralTokens {

  private static final int PAIRS_BETWEEN_SWEEPS = 5_000;
  private static final String PREFIX = "U0pDMTFQMDF";
  private static final Pattern FORMAT = Pattern.compile(PREFIX + "\\p{XDigit}{64}");

  private final Map<String, Found> byHash = new HashMap<>();
  private final RingCentralSettings settings;
  private String key = UUID.randomUUID().toString();
  private int pairs;

  RingCentralTokens(RingCentralSettings settings) {
    this.settings = settings;
  }

  record Found(Token.Kind kind, RingCentralPair pair) {
    RingCentralSession session() {
      return pair.session();
    }
  }

  String key() {
    return key;
  }

  /** Takes the key of the state file. */
  void useKey(String kept) {
    key = kept;
  }

  String value(Token.Kind kind, RingCentralPair pair) {
    String place = String.join(":", key, pair.session().id(), pair.generation() + "", kind.name());
    return PREFIX + Tokens.hash(place);
  }

  void add(RingCentralPair pair) {
    add(Token.Kind.ACCESS, pair);
    pair.refreshEnds().ifPresent(end -> add(Token.Kind.REFRESH, pair));
    sweep();
  }

  Optional<Found> find(String value) {
    return Optional.ofNullable(byHash.get(Tokens.hash(value)));
  }

  Optional<Found> find(Token.Kind kind, String value) {
    return find(value).filter(found -> found.kind() == kind);
  }

  /** Whether it looks like a token of ours at all. */
  static boolean isParsable(String value) {
    return FORMAT.matcher(value).matches();
  }

  private void add(Token.Kind kind, RingCentralPair pair) {
    byHash.put(Tokens.hash(value(kind, pair)), new Found(kind, pair));
  }

  /**
   * Forgets what expired more than a refresh token's life ago; it is then as unknown as garbage.
   */
  private void sweep() {
    if (++pairs % PAIRS_BETWEEN_SWEEPS == 0) {
      Instant horizon = settings.clock.instant().minus(settings.lifetimes.refreshToken());
      byHash.values().removeIf(found -> found.pair().endsAt().isBefore(horizon));
    }
  }
}
