package dev.tokenkeeper.domain;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * Where to send a user's browser so that the provider may ask for consent (RFC 6749 section 4.1.1),
 * and what the browser has to keep meanwhile.
 *
 * @param uri for the redirect; it carries the journey's state and is good for one journey
 * @param browserBinding to be set as a cookie of this browser: {@code HttpOnly; Secure;
 *     SameSite=Lax}, until {@code expiresAt}; whoever comes back without it is somebody else
 * @param expiresAt the first instant at which the provider's answer is not taken any more
 */
public record AuthorizationRequest(URI uri, Secret browserBinding, Instant expiresAt) {
  /** Refuses null. */
  public AuthorizationRequest {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(browserBinding, "browserBinding");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Leaves out the query, which carries the state. */
  @Override
  public String toString() {
    return "AuthorizationRequest[%s://%s%s, expiresAt=%s]"
        .formatted(uri.getScheme(), uri.getRawAuthority(), uri.getRawPath(), expiresAt);
  }
}
