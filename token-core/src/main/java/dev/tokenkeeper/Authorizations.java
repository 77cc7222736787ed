package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about authorizations, and what can be done to them; never a token. Safe for use by
 * many threads.
 */
public interface Authorizations {

  /** Returns what is known about one authorization. */
  AuthorizationStatus status(AuthorizationId id);

  /**
   * Returns what is known about many, in the order of their ids.
   *
   * @param after the last id of the page before, or null for the first page
   * @param max 1 to 1000
   */
  List<AuthorizationStatus> list(@Nullable AuthorizationId after, int max);

  /** Renews an authorization's tokens although they may still be good. Waits for the result. */
  AuthorizationStatus renew(AuthorizationId id);

  /**
   * Ends an authorization: nothing of it is served by this process when this returns, and the
   * provider is told, with retries, where it can be. Waits for the provider's first answer, at most
   * {@link KeeperSettings#longestWait()}. A renewal under way cannot bring the authorization back:
   * what it brings is revoked too. Revoking twice does nothing more.
   */
  Revocation revoke(AuthorizationId id);
}
