package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The issued tokens, dead ones too, by the hash of their value. Guarded by the realm. */
final class Tokens {

  private static final int ISSUES_BETWEEN_SWEEPS = 10_000;
  private static final int RANDOM_BYTES = 24;

  private final Map<String, Token> byHash = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final BsnSettings settings;
  private final Journal journal;
  private final StateFile state;
  private int issues;

  Tokens(BsnSettings settings, Journal journal, StateFile state) {
    this.settings = settings;
    this.journal = journal;
    this.state = state;
  }

  static String hash(String value) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  Optional<Token> find(String value) {
    return Optional.ofNullable(byHash.get(hash(value)));
  }

  Optional<Token> find(Token.Kind kind, String value) {
    return find(value).filter(token -> token.kind() == kind);
  }

  /** Issues a token and returns its value, which is kept nowhere but in the truth log. */
  String issue(Token.Kind kind, Session session, String scope, Instant expiresAt) {
    String value = randomValue(kind);
    Token token = new Token(hash(value), kind, session, scope, expiresAt);
    restore(token);
    state.note("token", token.hash(), kind, session.id(), scope, expiresAt);
    journal.issued(settings.clock.instant(), token, value);
    sweep();
    return value;
  }

  void spend(Token token) {
    token.spend();
    state.note("spent", token.hash());
    journal.record(settings.clock.instant(), TruthKind.CONSUMED, token);
  }

  void revoke(Token token) {
    token.revoke();
    state.note("revoked", token.hash());
    journal.record(settings.clock.instant(), TruthKind.REVOKED, token);
  }

  /** Puts back a token from the state file. */
  void restore(Token token) {
    byHash.put(token.hash(), token);
    if (token.kind() == Token.Kind.REFRESH) {
      token.session().hold(token);
    }
  }

  private String randomValue(Token.Kind kind) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return kind.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Forgets what expired more than a session's life ago; it is then as unknown as garbage. */
  private void sweep() {
    if (++issues % ISSUES_BETWEEN_SWEEPS == 0) {
      Instant horizon = settings.clock.instant().minus(settings.lifetimes.session());
      byHash.values().removeIf(token -> token.expiredAt(horizon));
    }
  }
}
