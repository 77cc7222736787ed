package dev.tokenkeeper.domain;

/** A caller may not have what it asked for, or there is no such thing: the two look alike. */
public final class AccessDeniedException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the caller, the authorization and the operation. */
  public AccessDeniedException(String caller, AuthorizationId id, String operation) {
    super(
        "%s may not %s of %s. Grant the caller this permission if it should."
            .formatted(caller, operation, id),
        null);
  }
}
