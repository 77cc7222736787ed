package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many threads as there are callers, for work that has an end. */
final class Crew {
  private Crew() {}

  /** Something to be done for an authorization. */
  @FunctionalInterface
  interface Task {
    void run(AuthorizationId id) throws Exception;
  }

  /** Does it for every one, and throws the first failure. */
  static void forEach(List<AuthorizationId> ids, Task task) {
    ExecutorService crew = Executors.newFixedThreadPool(Callers.COUNT);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (AuthorizationId id : ids) {
        tasks.add(
            () -> {
              task.run(id);
              return null;
            });
      }
      await(crew.invokeAll(tasks));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } finally {
      crew.shutdownNow();
    }
  }

  private static void await(List<Future<Void>> done) throws InterruptedException {
    for (Future<Void> each : done) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new IllegalStateException("Could not be done for an authorization", e.getCause());
      }
    }
  }
}
