package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.AuthorizationId;

/**
 * Decides whether a caller may have a user's access token. Deny by default: an answer that cannot
 * be had is a denial. Safe for use by many threads. Contract: {@code AccessPolicyContract}.
 */
@FunctionalInterface
public interface AccessPolicy {

  /**
   * Tells whether the caller may do this.
   *
   * @param caller the authenticated service that asks
   * @param operation what it wants, for example {@code credentials:read}
   */
  boolean allows(String caller, AuthorizationId id, String operation);
}
