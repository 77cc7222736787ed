package dev.tokenkeeper.testkit.simulator;

import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an administrator can do to a running {@link BsnSimulator}.
 *
 * <p>Every method takes effect at once and as one step. Safe for use by many threads. Source:
 * provider notes, 5.7 (admin hooks).
 */
public final class BsnAdmin {

  private final Realm realm;

  BsnAdmin(Realm realm) {
    this.realm = realm;
  }

  /** Registers an account, or changes its password and scopes; its lock and sessions stay. */
  public BsnAdmin register(String username, String password, Set<String> scopes) {
    return step(() -> realm.accounts.register(username, new Accounts.Account(password, scopes)));
  }

  /** Changes a password; sessions that exist live on. */
  public BsnAdmin changePassword(String username, String password) {
    return step(
        () -> {
          Set<String> scopes = account(username).scopes();
          realm.accounts.register(username, new Accounts.Account(password, scopes));
        });
  }

  /**
   * Revokes the present refresh token of each session of a user: the next refresh is refused, while
   * access tokens live on until they expire.
   */
  public BsnAdmin revokeRefreshTokens(String username) {
    return step(
        () ->
            realm.sessions.of(username).stream()
                .flatMap(session -> session.refreshToken().stream())
                .filter(token -> !token.revoked())
                .forEach(realm.tokens::revoke));
  }

  /** Ends all sessions of a user: refreshes are refused, API calls are answered with 410. */
  public BsnAdmin endSessions(String username) {
    return step(
        () ->
            realm
                .sessions
                .of(username)
                .forEach(session -> realm.sessions.end(session, SessionEnd.ADMIN)));
  }

  /** Gives a client another secret; the old one is refused from now on. */
  public BsnAdmin rotateClientSecret(String clientId, String secret) {
    return step(() -> realm.clients.rotateSecret(clientId, secret));
  }

  /** Locks an account: even the right password is refused. Sessions that exist live on. */
  public BsnAdmin lock(String username) {
    return standing(username, standing -> standing.withLock(true));
  }

  /** Unlocks an account and forgets its refused logins. */
  public BsnAdmin unlock(String username) {
    return standing(username, standing -> standing.withLock(false));
  }

  /** Returns whether an account is locked. */
  public boolean isLocked(String username) {
    return realm.atomically(() -> realm.accounts.standing(username).locked());
  }

  /** Refuses logins of an account even with the right password, which does not count to a lock. */
  public BsnAdmin restrictLogin(String username) {
    return standing(username, standing -> standing.withRestriction(true));
  }

  /** Takes back {@link #restrictLogin}. */
  public BsnAdmin permitLogin(String username) {
    return standing(username, standing -> standing.withRestriction(false));
  }

  private BsnAdmin standing(String username, UnaryOperator<Accounts.Standing> change) {
    return step(
        () -> realm.accounts.change(username, change.apply(realm.accounts.standing(username))));
  }

  private Accounts.Account account(String username) {
    return realm
        .accounts
        .find(username)
        .orElseThrow(() -> new IllegalArgumentException("no such account: " + username));
  }

  private BsnAdmin step(Runnable work) {
    return realm.atomically(
        () -> {
          work.run();
          return this;
        });
  }
}
