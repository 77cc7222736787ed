package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * The token that buys the next access token (RFC 6749 section 1.5); it never leaves the keeper.
 *
 * @param value the token itself
 * @param lifetime never longer than the session's
 */
public record RefreshToken(Secret value, Lifetime lifetime) {
  /** Refuses null. */
  public RefreshToken {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(lifetime, "lifetime");
  }
}
