package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * The one-time code that a provider hands over when a user has agreed (RFC 6749 section 4.1.2).
 *
 * @param value the code itself
 * @param lifetime from its arrival; minutes at most
 */
public record AuthorizationCode(Secret value, Lifetime lifetime) {
  /** Refuses null. */
  public AuthorizationCode {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(lifetime, "lifetime");
  }
}
