package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;

/** One issued token, known by the hash of its value only. Guarded by the realm. */
final class Token {

  private final String hash;
  private final Kind kind;
  private final Session session;
  private final String scope;
  private final Instant expiresAt;
  private boolean spent;
  private boolean revoked;

  Token(String hash, Kind kind, Session session, String scope, Instant expiresAt) {
    this.hash = hash;
    this.kind = kind;
    this.session = session;
    this.scope = scope;
    this.expiresAt = expiresAt;
  }

  enum Kind {
    ACCESS("bsn-at-"),
    REFRESH("bsn-rt-");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  String hash() {
    return hash;
  }

  Kind kind() {
    return kind;
  }

  Session session() {
    return session;
  }

  String scope() {
    return scope;
  }

  boolean spent() {
    return spent;
  }

  boolean revoked() {
    return revoked;
  }

  boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  boolean liveAt(Instant now) {
    return !spent && !revoked && !expiredAt(now) && !session.ended();
  }

  void spend() {
    spent = true;
  }

  void revoke() {
    revoked = true;
  }
}
