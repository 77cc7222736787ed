package dev.tokenkeeper.domain;

/** Nothing is stored for this user at this provider. */
public final class UnknownAuthorizationException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the authorization. */
  public UnknownAuthorizationException(AuthorizationId id) {
    super("No authorization is stored for %s. Let the user log in first.".formatted(id), null);
  }
}
