package dev.tokenkeeper.domain;

import org.jspecify.annotations.Nullable;

/**
 * The store failed or gave no clear answer: whether a write was applied is unknown until it is read
 * back.
 */
public final class StoreException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Says what failed, without row contents. */
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
