package dev.tokenkeeper.testkit.contract;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for an exchange up to its end, and for no interrupt. */
final class Patience {
  private static final ExecutorService SENDERS =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "plain-sender");
            thread.setDaemon(true);
            return thread;
          });

  private Patience() {}

  static PlainEndpoint.Answer of(Duration timeout, PlainEndpoint.Exchange exchange)
      throws IOException {
    Future<PlainEndpoint.Answer> sending = SENDERS.submit(exchange::run);
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return sending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw new HttpTimeoutException("No answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
