package dev.tokenkeeper;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a keeper: some that exchange, one that tells the time. */
final class Workers {
  private final int size;
  private final ExecutorService exchanges;
  private final ScheduledExecutorService timer;
  private final AtomicInteger tasks = new AtomicInteger();

  Workers(int size, ExecutorService exchanges, ScheduledExecutorService timer) {
    this.size = size;
    this.exchanges = exchanges;
    this.timer = timer;
  }

  /** Makes threads of its own. */
  Workers(String node, int size) {
    this(size, exchangers(node, size), timer(node));
  }

  private static ExecutorService exchangers(String node, int size) {
    var threads =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named(node + "-exchange-"));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static ScheduledExecutorService timer(String node) {
    var thread = new ScheduledThreadPoolExecutor(1, named(node + "-timer-"));
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  /** Runs a task on a worker; false if this is closing. */
  boolean run(Runnable task) {
    tasks.incrementAndGet();
    try {
      exchanges.execute(() -> counted(task));
      return true;
    } catch (RejectedExecutionException e) {
      tasks.decrementAndGet();
      return false;
    }
  }

  private void counted(Runnable task) {
    try {
      task.run();
    } finally {
      tasks.decrementAndGet();
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
    return Math.max(0, size - tasks.get());
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
