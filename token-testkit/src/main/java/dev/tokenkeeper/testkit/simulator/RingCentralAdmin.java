package dev.tokenkeeper.testkit.simulator;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an administrator, or a user in the provider's own pages, can do to a running {@link
 * RingCentralSimulator}.
 *
 * <p>Every method takes effect at once and as one step. Safe for use by many threads. Source:
 * provider notes, 6.5 and 6.9.
 */
public final class RingCentralAdmin {

  private final RingCentralPlatform platform;

  RingCentralAdmin(RingCentralPlatform platform) {
    this.platform = platform;
  }

  /** Registers an account, or changes its password, which ends its sessions. */
  public RingCentralAdmin register(String username, String password) {
    return step(() -> platform.register(username, password));
  }

  /** Ends all sessions of a user, by whichever grant they began. */
  public RingCentralAdmin endSessions(String username) {
    return step(
        () ->
            platform
                .sessions
                .of(username)
                .forEach(session -> platform.sessions.end(session, SessionEnd.ADMIN)));
  }

  /** Revokes all tokens of a user, as when an application is removed; this ends the sessions. */
  public RingCentralAdmin revokeTokens(String username) {
    return step(() -> platform.sessions.of(username).forEach(platform.sessions::revoke));
  }

  /**
   * Gives a client another secret; the old one is refused from now on.
   *
   * @throws IllegalArgumentException if there is no such client
   */
  public RingCentralAdmin rotateClientSecret(String clientId, String secret) {
    return step(() -> platform.clients.rotateSecret(clientId, secret));
  }

  /** Forgets all counted requests and all penalties. */
  public RingCentralAdmin forgetPenalties() {
    return step(platform.limiter::forget);
  }

  /**
   * Creates a JWT credential of a user.
   *
   * @param clientIds the clients that may use it; any if none is named
   * @return its value
   * @throws IllegalArgumentException if there is no such account
   */
  public String issueJwt(String username, String... clientIds) {
    return platform.atomically(
        () -> {
          platform.requirePassword(username);
          return platform.jwts.issue(username, Set.of(clientIds));
        });
  }

  /**
   * Lets only these clients use a JWT credential from now on; any if none is named.
   *
   * @throws IllegalArgumentException if the credential is unknown
   */
  public RingCentralAdmin restrictJwt(String jwt, String... clientIds) {
    Set<String> only = Set.of(clientIds);
    return change(jwt, old -> new RingCentralJwts.Jwt(old.username(), only, old.revoked()));
  }

  /**
   * Revokes a JWT credential; sessions that exist live on.
   *
   * @throws IllegalArgumentException if the credential is unknown
   */
  public RingCentralAdmin revokeJwt(String jwt) {
    return change(jwt, old -> new RingCentralJwts.Jwt(old.username(), old.clientIds(), true));
  }

  private RingCentralAdmin change(String jwt, UnaryOperator<RingCentralJwts.Jwt> change) {
    return step(() -> platform.jwts.change(jwt, change));
  }

  private RingCentralAdmin step(Runnable work) {
    return platform.atomically(
        () -> {
          work.run();
          return this;
        });
  }
}
