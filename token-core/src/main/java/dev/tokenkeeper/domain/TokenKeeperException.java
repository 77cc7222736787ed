package dev.tokenkeeper.domain;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Token Keeper throws on purpose. Messages name the thing and the
 * remedy and never hold a secret.
 */
public abstract class TokenKeeperException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message without secrets
   * @param cause without secrets in its message, or null
   */
  protected TokenKeeperException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
