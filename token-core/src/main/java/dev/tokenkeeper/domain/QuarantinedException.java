package dev.tokenkeeper.domain;

/** The stored tokens of an authorization do not open under the right key. */
public final class QuarantinedException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the authorization. */
  public QuarantinedException(AuthorizationId id) {
    super(
        "The stored tokens of %s do not open under the right key; the row was altered or copied. Restore the row from a backup or let the user log in again."
            .formatted(id),
        null);
  }
}
