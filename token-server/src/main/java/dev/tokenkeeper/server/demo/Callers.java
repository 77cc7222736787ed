package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eight threads that use the API for one user after the other, in two groups. A group always calls
 * for the same user at the same moment: so it is told together that a token has expired.
 */
final class Callers implements AutoCloseable {
  static final int COUNT = 8;
  private static final int GROUP = 4;
  private static final long PAUSE_NANOS = 10_000_000;
  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

  private final Application application;
  private final List<String> users;
  private final LongAdder failed = new LongAdder();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean calling = true;

  private Callers(Application application, List<String> users) {
    this.application = application;
    this.users = users;
  }

  /** Begins to call; closing ends it. */
  static Callers start(Application application, List<String> users) {
    var callers = new Callers(application, users);
    for (int first = 0; first < COUNT; first += GROUP) {
      callers.startGroup(first * users.size() / COUNT);
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
      for (int next = first; calling; next = (next + 1) % users.size()) {
        together.arriveAndAwaitAdvance();
        call(users.get(next));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      together.arriveAndDeregister();
    }
  }

  private void call(String user) throws InterruptedException {
    try {
      int status = application.call(user);
      if (status / 100 != 2) {
        failed.increment();
        LOG.info("The API answered {} for {}", status, user);
      }
    } catch (IOException | RuntimeException e) {
      failed.increment();
      LOG.info("No call for {}: {}", user, e.toString());
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
