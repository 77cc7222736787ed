package dev.tokenkeeper.testkit.simulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The issued codes and tokens, dead ones too, by the hash of their value (provider notes, 4.6).
 *
 * <p>A new access token ends the one before it; refresh tokens live side by side. Guarded by the
 * site.
 */
final class AstraTokens {

  private static final int ISSUES_BETWEEN_SWEEPS = 10_000;
  private static final int RANDOM_BYTES = 24;

  private final Map<String, AstraToken> byHash = new HashMap<>();
  private final Map<AstraToken.Owner, AstraToken> currentAccess = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final AstraSettings settings;
  private final Journal journal;
  private final StateFile state;
  private int issues;

  AstraTokens(AstraSettings settings, Journal journal, StateFile state) {
    this.settings = settings;
    this.journal = journal;
    this.state = state;
  }

  Optional<AstraToken> find(String value) {
    return Optional.ofNullable(byHash.get(Tokens.hash(value)));
  }

  Optional<AstraToken> find(AstraToken.Kind kind, String value) {
    return find(value).filter(token -> token.kind() == kind);
  }

  /** The user of a token or code, dead or alive; empty if it is unknown. */
  String username(String value) {
    return find(value).map(token -> token.owner().username()).orElse("");
  }

  /** Issues one and returns its value, which is kept nowhere but in the truth log. */
  String issue(AstraToken.Kind kind, AstraToken.Owner owner, String boundTo) {
    String value = randomValue(kind);
    Instant expiresAt = now().plus(settings.lifetimes.of(kind));
    AstraToken token = new AstraToken(Tokens.hash(value), kind, owner, boundTo, expiresAt);
    restore(token);
    state.note("token", token.hash(), kind, owner.clientId(), owner.username(), boundTo, expiresAt);
    journal(token, value);
    sweep();
    return value;
  }

  /** Ends a code by its use. */
  void use(AstraToken code) {
    end(code, AstraToken.End.USED);
    record(TruthKind.CODE_REDEEMED, code, "");
  }

  /** Ends what lives of these, with everything that they could still have become. */
  void revoke(Predicate<AstraToken> which) {
    Instant now = now();
    List<AstraToken> live =
        byHash.values().stream().filter(token -> token.liveAt(now) && which.test(token)).toList();
    for (AstraToken token : live) {
      end(token, AstraToken.End.REVOKED);
      if (token.kind().isToken()) {
        record(TruthKind.REVOKED, token, token.kind().name());
      }
    }
  }

  void record(TruthKind what, AstraToken token, String detail) {
    journal.add(entry(what, token, detail));
  }

  /** Puts back from the state file; the newest access token stays the only one. */
  void restore(AstraToken token) {
    byHash.put(token.hash(), token);
    if (token.kind() == AstraToken.Kind.ACCESS) {
      AstraToken before = currentAccess.put(token.owner(), token);
      if (before != null) {
        before.end(AstraToken.End.SUPERSEDED);
      }
    }
  }

  /** Puts back an end from the state file. */
  void restoreEnd(String hash, AstraToken.End why) {
    AstraToken token = byHash.get(hash);
    if (token == null) {
      throw new IllegalStateException("not mentioned before: " + hash);
    }
    token.end(why);
  }

  Instant now() {
    return settings.clock.instant();
  }

  private void end(AstraToken token, AstraToken.End why) {
    token.end(why);
    state.note("over", token.hash(), why);
  }

  private void journal(AstraToken token, String value) {
    if (token.kind().isToken()) {
      journal.issued(entry(TruthKind.ISSUED, token, token.kind().name()), value);
    } else if (token.kind() == AstraToken.Kind.CODE) {
      record(TruthKind.CODE_ISSUED, token, "");
    }
  }

  private TruthEntry entry(TruthKind what, AstraToken token, String detail) {
    String username = token.owner().username();
    String fingerprint = TruthLog.fingerprintOfHash(token.hash());
    return new TruthEntry(now(), what, username, username, fingerprint, detail);
  }

  private String randomValue(AstraToken.Kind kind) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return kind.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Forgets what expired a refresh token's life ago; it is then as unknown as garbage. */
  private void sweep() {
    if (++issues % ISSUES_BETWEEN_SWEEPS == 0) {
      Instant horizon = now().minus(settings.lifetimes.refreshToken());
      byHash.values().removeIf(token -> !horizon.isBefore(token.expiresAt()));
    }
  }
}
