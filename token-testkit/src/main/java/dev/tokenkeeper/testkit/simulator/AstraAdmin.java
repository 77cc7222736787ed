package dev.tokenkeeper.testkit.simulator;

import java.net.URI;

/**
 * What an administrator can do to a running {@link AstraSimulator}.
 *
 * <p>Every method takes effect at once and as one step. Safe for use by many threads. Source:
 * provider notes, 4.6.
 */
public final class AstraAdmin {

  private final AstraSite site;

  AstraAdmin(AstraSite site) {
    this.site = site;
  }

  /** Registers an account, or changes its password; its tokens live on. */
  public AstraAdmin register(String username, String password) {
    return step(() -> site.users.register(username, password));
  }

  /**
   * Ends all that a user ever agreed to: codes, identity tokens, access and refresh tokens, of
   * every client. The account stays, so the user can agree again.
   */
  public AstraAdmin revokeUser(String username) {
    return step(() -> site.tokens.revoke(token -> token.owner().username().equals(username)));
  }

  /**
   * Gives a client another secret; the old one is refused from now on.
   *
   * @throws IllegalArgumentException if there is no such client
   */
  public AstraAdmin rotateClientSecret(String clientId, String secret) {
    return step(() -> site.clients.rotateSecret(clientId, secret));
  }

  /**
   * Returns a fresh authorization code, as if the user had agreed, for the client that the builder
   * named first.
   *
   * @throws IllegalArgumentException if there is no such account, or the redirect URI is not
   *     registered
   */
  public String issueCode(String username, URI redirectUri) {
    return site.atomically(
        () -> {
          if (!site.users.knows(username) || !site.settings.isRegistered(redirectUri.toString())) {
            throw new IllegalArgumentException(
                "no such account or redirect URI: " + username + ", " + redirectUri);
          }
          String clientId = site.settings.clients.get(0).id();
          AstraToken.Owner owner = new AstraToken.Owner(clientId, username);
          return site.tokens.issue(AstraToken.Kind.CODE, owner, redirectUri.toString());
        });
  }

  private AstraAdmin step(Runnable work) {
    return site.atomically(
        () -> {
          work.run();
          return this;
        });
  }
}
