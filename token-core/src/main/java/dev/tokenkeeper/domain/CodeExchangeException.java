package dev.tokenkeeper.domain;

import org.jspecify.annotations.Nullable;

/**
 * A code brought no tokens: it had ended, was refused, or no usable answer came. A code is sent
 * once, so the user has to go through the provider's page again. Nothing stored has changed.
 */
public final class CodeExchangeException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final transient @Nullable AuthorizationRequest again;

  /**
   * Names the authorization and the reason.
   *
   * @param reason without secrets
   * @param again a journey that was begun for the same user; null where there is no page to go to,
   *     or none could be begun
   */
  public CodeExchangeException(
      AuthorizationId id, String reason, @Nullable AuthorizationRequest again) {
    super(
        "The code for %s brought no tokens (%s). %s"
            .formatted(
                id,
                reason,
                again == null ? "Get a new one." : "Send the user through the new journey."),
        null);
    this.again = again;
  }

  /** Returns the new journey to send the same browser on, or null if there is none. */
  public @Nullable AuthorizationRequest again() {
    return again;
  }
}
