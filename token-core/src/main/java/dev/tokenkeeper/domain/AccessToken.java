package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token with which to call a provider's API for one user, usable now (RFC 6749 section 1.4).
 *
 * <p>Ask for it before each use rather than keep it: where a refresh kills the previous token, a
 * kept one dies without notice. Immutable.
 *
 * @param authorization whose token it is
 * @param epoch see design: bumped by every re-authorization and revocation
 * @param generation bumped by every renewal within an epoch
 * @param value the token itself; prints as {@code ***}
 * @param type as the provider wrote it, for example {@code Bearer}
 * @param scope as granted, space-separated, or null if the provider did not say
 * @param lifetime from just before it was asked for to its end
 * @param usableUntil how long it may be relied on; before the end of its lifetime
 */
public record AccessToken(
    AuthorizationId authorization,
    long epoch,
    long generation,
    Secret value,
    String type,
    @Nullable String scope,
    Lifetime lifetime,
    Instant usableUntil) {

  /** Refuses null. */
  public AccessToken {
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(lifetime, "lifetime");
    Objects.requireNonNull(usableUntil, "usableUntil");
  }

  /**
   * Returns the value of an {@code Authorization} header, in the clear: {@code Bearer ...}.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750 section 2.1</a>
   */
  public String bearer() {
    return "Bearer " + value.reveal(SecretAccess.granted());
  }
}
