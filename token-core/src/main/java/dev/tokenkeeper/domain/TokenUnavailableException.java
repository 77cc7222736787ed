package dev.tokenkeeper.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is no usable access token right now, and waiting may help. */
public final class TokenUnavailableException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  /**
   * Names the authorization and the reason.
   *
   * @param retryAfter when it is worth asking again
   * @param cause without secrets, or null
   */
  public TokenUnavailableException(
      AuthorizationId id, String reason, Duration retryAfter, @Nullable Throwable cause) {
    super(
        "No usable access token for %s: %s. Try again in %d s."
            .formatted(id, reason, Math.max(1, retryAfter.toSeconds())),
        cause);
    this.retryAfter = retryAfter;
  }

  /** Returns when it is worth asking again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
