package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.TokenKeeperException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Astra refused what our application asked in its own name, or gave no usable answer to it. */
public final class AstraException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final @Nullable Integer status;

  private AstraException(String message, @Nullable Integer status) {
    super(message, null);
    this.status = status;
  }

  static AstraException refused(String asked, int status, String reason) {
    return new AstraException(
        "Astra refused our request %s (HTTP %d%s).".formatted(asked, status, reason), status);
  }

  static AstraException incomplete(String asked, int status, String needed) {
    return new AstraException(
        "Astra's answer to our request %s has no %s (HTTP %d).".formatted(asked, needed, status),
        status);
  }

  static AstraException unanswered(String asked, String remedy) {
    return new AstraException(
        "No whole answer came to our request to Astra %s. %s".formatted(asked, remedy), null);
  }

  /** Returns the HTTP status; empty if no whole answer came, and it may have been done or not. */
  public OptionalInt status() {
    return status == null ? OptionalInt.empty() : OptionalInt.of(status);
  }
}
