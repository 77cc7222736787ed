package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One issued code or token, known by the hash of its value only. Guarded by the site. */
final class AstraToken {

  private final String hash;
  private final Kind kind;
  private final Owner owner;
  private final String boundTo;
  private final Instant expiresAt;
  private @Nullable End end;

  /**
   * Issued just now.
   *
   * @param boundTo the redirect URI of a code, the UserIntent of an identity token, else empty
   */
  AstraToken(String hash, Kind kind, Owner owner, String boundTo, Instant expiresAt) {
    this.hash = hash;
    this.kind = kind;
    this.owner = owner;
    this.boundTo = boundTo;
    this.expiresAt = expiresAt;
  }

  enum Kind {
    CODE("astra_code_"),
    IDENTITY("astra_it_"),
    ACCESS("astra_at_"),
    REFRESH("astra_rt_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }

    /** Whether it is a token that the user's authorization consists of, not a way to one. */
    boolean isToken() {
      return this == ACCESS || this == REFRESH;
    }
  }

  /** Why it is over before its time. */
  enum End {
    USED,
    SUPERSEDED,
    REVOKED
  }

  /** Whose it is: all rules of single validity are per client and user. */
  record Owner(String clientId, String username) {}

  String hash() {
    return hash;
  }

  Kind kind() {
    return kind;
  }

  Owner owner() {
    return owner;
  }

  String boundTo() {
    return boundTo;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  boolean liveAt(Instant now) {
    return overAt(now).isEmpty();
  }

  /** Why it is over, in one word; empty while it lives. */
  Optional<String> overAt(Instant now) {
    if (end != null) {
      return Optional.of(end.name());
    }
    return now.isBefore(expiresAt) ? Optional.empty() : Optional.of("EXPIRED");
  }

  void end(End why) {
    end = why;
  }
}
