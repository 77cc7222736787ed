package dev.tokenkeeper.domain;

/**
 * The user came back with another account at the provider than the one that this authorization is
 * of. The authorization is as it was before, and the other account's tokens are being revoked where
 * the provider can.
 */
public final class OtherAccountException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the authorization; not the accounts, which are for nobody else to read. */
  public OtherAccountException(AuthorizationId id) {
    super(
        "The user logged in with another account at the provider than the one of %s, which stays as it was. Let the user choose that account, or authorize the other one under an account label of its own."
            .formatted(id),
        null);
  }
}
