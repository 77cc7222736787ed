package dev.tokenkeeper.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A few threads that do things at the same moment. */
final class Threads implements AutoCloseable {
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final ExecutorService executor = Executors.newCachedThreadPool();

  /** Starts all tasks together and returns their results in order; any failure is the test's. */
  <T> List<T> together(List<? extends Callable<T>> tasks) throws InterruptedException {
    var barrier = new CyclicBarrier(tasks.size());
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> task : tasks) {
      running.add(executor.submit(() -> startedWith(barrier, task)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> each : running) {
      results.add(result(each));
    }
    return results;
  }

  private static <T> T startedWith(CyclicBarrier barrier, Callable<T> task) throws Exception {
    barrier.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    return task.call();
  }

  private static <T> T result(Future<T> running) throws InterruptedException {
    try {
      return running.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("A concurrent task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
