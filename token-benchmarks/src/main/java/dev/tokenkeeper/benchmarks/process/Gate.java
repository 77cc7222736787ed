package dev.tokenkeeper.benchmarks.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a process is held at a point until it is killed or let go: armed for one point of one
 * process or provider, it holds the first who comes by, and tells. Safe for use by many threads.
 */
public final class Gate {
  /** Nobody is held for longer, should the order to go on be lost. */
  private static final long LONGEST_HOLD_SECONDS = 30;

  private final Consumer<String> told;
  private final AtomicReference<@Nullable Trap> armed = new AtomicReference<>();
  private volatile @Nullable Trap latest;

  private record Trap(Point point, String whose, CountDownLatch opened) {}

  /**
   * Makes a gate that is open.
   *
   * @param told gets the point's name when somebody has reached it
   */
  public Gate(Consumer<String> told) {
    this.told = told;
  }

  /** Waits for the next to reach this point; what was armed before is forgotten. */
  public void arm(Point point, String whose) {
    open();
    var trap = new Trap(point, whose, new CountDownLatch(1));
    latest = trap;
    armed.set(trap);
  }

  /** Waits for nobody any more, and holds nobody who came at the last moment. */
  public void disarm() {
    armed.set(null);
    open();
  }

  /** Lets whoever is held go on. */
  public void open() {
    Trap trap = latest;
    if (trap != null) {
      trap.opened.countDown();
    }
  }

  /** Passes a point, or is held there. */
  public void reach(Point point, String whose) {
    Trap trap = armed.get();
    if (trap == null || trap.point != point || !trap.whose.equals(whose)) {
      return;
    }
    if (armed.compareAndSet(trap, null)) {
      told.accept(point.name());
      if (point.holds()) {
        hold(trap.opened);
      }
    }
  }

  private static void hold(CountDownLatch opened) {
    boolean interrupted = false;
    while (true) {
      try {
        boolean unused = opened.await(LONGEST_HOLD_SECONDS, TimeUnit.SECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
