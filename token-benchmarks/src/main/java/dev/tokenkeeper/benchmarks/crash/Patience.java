package dev.tokenkeeper.benchmarks.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Waiting for other processes, never for ever. */
final class Patience {
  /** Even on a machine that is busy with something else. */
  static final Duration LONGEST = Duration.ofSeconds(90);

  private static final long LOOK_AGAIN_MILLIS = 50;

  private Patience() {}

  /**
   * Waits until it is so.
   *
   * @throws IllegalStateException if that takes too long
   */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    if (!waitFor(condition)) {
      throw new IllegalStateException("It takes longer than " + LONGEST + " until " + what);
    }
  }

  /** Waits until it is so; false if that takes too long. */
  static boolean waitFor(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(LONGEST);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      pause(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  static void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
