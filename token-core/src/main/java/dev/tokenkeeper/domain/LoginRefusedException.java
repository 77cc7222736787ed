package dev.tokenkeeper.domain;

/** The provider refused a user name and password, or a code. Nothing stored has changed. */
public final class LoginRefusedException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the authorization and the provider's reason.
   *
   * @param reason the provider's error code and description, without secrets
   */
  public LoginRefusedException(AuthorizationId id, String reason) {
    super(
        "The provider refused the login for %s (%s). It was sent once and will not be sent again; correct it first."
            .formatted(id, reason),
        null);
  }
}
