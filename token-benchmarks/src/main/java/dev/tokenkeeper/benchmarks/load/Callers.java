package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Parent;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that all want the same at the same moment. Each tells {@code served TOKEN WAIT LATE} or
 * {@code failed REASON WAIT LATE}: microseconds from its call to its end, and from the moment to
 * its call. Safe for use by many threads.
 */
final class Callers {
  private final int count;
  private final ExecutorService threads;

  Callers(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /**
   * Lets all of them call at this moment.
   *
   * @param atMillis the time of day
   * @param call returns the fingerprint of the token that it got
   */
  void callAt(long atMillis, Callable<String> call) {
    for (int i = 0; i < count; i++) {
      threads.execute(() -> call(atMillis, call));
    }
  }

  private static void call(long atMillis, Callable<String> call) {
    long millis = atMillis - System.currentTimeMillis();
    while (millis > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      millis = atMillis - System.currentTimeMillis();
    }
    long late = TimeUnit.MILLISECONDS.toMicros(-millis);
    long begin = System.nanoTime();
    String[] result = result(call);
    long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    Parent.tell(result[0], result[1], Long.toString(micros), Long.toString(late));
  }

  private static String[] result(Callable<String> call) {
    try {
      return new String[] {"served", call.call()};
    } catch (Exception e) {
      return new String[] {"failed", e.getClass().getSimpleName()};
    }
  }
}
