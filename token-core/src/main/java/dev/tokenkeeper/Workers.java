package dev.tokenkeeper;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a keeper: some that exchange, one that tells the time. */
final class Workers {
  private final int size;
  private final ThreadPoolExecutor exchanges;
  private final ScheduledThreadPoolExecutor timer;

  Workers(String node, int size) {
    this.size = size;
    this.exchanges =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named(node + "-exchange-"));
    this.exchanges.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, named(node + "-timer-"));
    this.timer.setRemoveOnCancelPolicy(true);
    this.timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task on a worker; false if this is closing. */
  boolean run(Runnable task) {
    try {
      exchanges.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs a task on a worker after a while; false if this is closing. */
  boolean runAfter(Duration wait, Runnable task) {
    if (wait.isZero()) {
      return run(task);
    }
    try {
      var unused = timer.schedule(() -> run(task), wait.toMillis() + 1, TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs a task on the timer's thread again and again; it must be quick and must not throw. */
  void every(Duration period, Runnable task) {
    var unused = timer.scheduleWithFixedDelay(task, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many tasks could begin at once. */
  int idle() {
    return Math.max(0, size - exchanges.getActiveCount() - exchanges.getQueue().size());
  }

  /** Takes nothing new and waits for what is under way. */
  void close(Duration longest) {
    timer.shutdown();
    exchanges.shutdown();
    boolean interrupted = false;
    try {
      if (!exchanges.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        exchanges.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      exchanges.shutdownNow();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory named(String prefix) {
    var number = new AtomicInteger();
    return task -> {
      var thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
