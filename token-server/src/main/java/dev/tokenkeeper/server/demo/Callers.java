package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eight threads that use the APIs with one authorization after the other, in two groups. A group
 * always calls with the same one at the same moment: so it is told together that a token has
 * expired.
 */
final class Callers implements AutoCloseable {
  static final int COUNT = 8;
  private static final int GROUP = 4;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  private final Application application;
  private final List<AuthorizationId> authorizations;
  private final LongAdder failed = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean calling = true;

  private Callers(Application application, List<AuthorizationId> authorizations) {
    this.application = application;
    this.authorizations = authorizations;
  }

  /** Begins to call; closing ends it. */
  static Callers start(Application application, List<AuthorizationId> authorizations) {
    var callers = new Callers(application, authorizations);
    for (int first = 0; first < COUNT; first += GROUP) {
      callers.startGroup(first * authorizations.size() / COUNT);
    }
    return callers;
  }

  private void startGroup(int first) {
    var together = new Phaser(GROUP);
    for (int i = 0; i < GROUP; i++) {
      var thread = new Thread(() -> callAll(together, first), "caller-" + (threads.size() + 1));
      threads.add(thread);
      thread.start();
    }
  }

  private void callAll(Phaser together, int first) {
    try {
      for (int next = first; calling; next = (next + 1) % authorizations.size()) {
        together.arriveAndAwaitAdvance();
        call(authorizations.get(next));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      together.arriveAndDeregister();
    }
  }

  private void call(AuthorizationId id) throws InterruptedException {
    try {
      int status = application.call(id);
      if (status / 100 != 2) {
        failed.increment();
        LOG.info("The API answered {} for {}", status, id);
      }
    } catch (IOException | RuntimeException e) {
      failed.increment();
      LOG.info("No call for {}: {}", id, e.toString());
    }
  }

  /** Returns how many calls brought their caller nothing, for whatever reason. */
  long failed() {
    return failed.sum();
  }

  /** Lets each caller end the call that it is in, and waits for all. */
  @Override
  public void close() throws InterruptedException {
    calling = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
