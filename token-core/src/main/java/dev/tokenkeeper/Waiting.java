package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.domain.TokenUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a caller's thread waits for a worker's: parked, and never for ever. */
final class Waiting {
  private Waiting() {}

  static <T> T on(AuthorizationId id, CompletableFuture<T> result, Duration longest) {
    try {
      return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TokenKeeperException known) {
        throw known;
      }
      throw new IllegalStateException("Unexpected failure for " + id, e.getCause());
    } catch (TimeoutException e) {
      throw new TokenUnavailableException(
          id, "it is still being renewed", Duration.ofSeconds(1), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenUnavailableException(
          id, "the waiting thread was interrupted", Duration.ofSeconds(1), null);
    }
  }
}
