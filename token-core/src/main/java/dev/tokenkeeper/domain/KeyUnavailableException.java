package dev.tokenkeeper.domain;

import org.jspecify.annotations.Nullable;

/** The key that a ciphertext names is not in this node's keyset: the node is not ready. */
public final class KeyUnavailableException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Says which key and the remedy. */
  public KeyUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
