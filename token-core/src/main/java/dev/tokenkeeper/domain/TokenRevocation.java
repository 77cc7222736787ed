package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * What has become of one token that was to be revoked.
 *
 * @param token which
 * @param result what has become of it
 */
public record TokenRevocation(TokenKind token, Result result) {

  /** What has become of a token that was to be revoked. */
  public enum Result {
    /** The provider has ended it, or no longer knew it. */
    REVOKED,
    /** It had ended by itself; nobody was told. */
    ENDED,
    /** The provider has no way to revoke it: it lives on until it ends by itself. */
    NOT_REVOCABLE,
    /** It does not open, so that nobody can tell the provider of it. */
    UNREADABLE,
    /** The provider could not be told yet; it is tried again until it can. */
    PENDING
  }

  /** Refuses null. */
  public TokenRevocation {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(result, "result");
  }
}
