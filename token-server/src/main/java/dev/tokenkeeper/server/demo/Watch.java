package dev.tokenkeeper.server.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Watches a run to its end. Belongs to one thread. */
final class Watch {
  /** Asking the provider's log takes at most this part of the time. */
  private static final int RARELY = 10;

  private final World world;
  private final Application application;
  private final Callers callers;
  private final InstantSource clock;
  private final long begun = System.nanoTime();
  private Truth truth = new Truth(Map.of(), 0, 0, 0);
  private long askedAt;
  private long askingTook;

  Watch(World world, Application application, Callers callers, InstantSource clock) {
    this.world = world;
    this.application = application;
    this.callers = callers;
    this.clock = clock;
  }

  /** Shows the run until its time is over, and returns how long it was. */
  Duration until(Duration length, Screen screen) throws InterruptedException {
    for (Duration left = length; !left.isNegative(); left = length.minus(elapsed())) {
      Duration wait = left.compareTo(screen.period()) < 0 ? left : screen.period();
      TimeUnit.MILLISECONDS.sleep(wait.toMillis() + 1);
      screen.show(moment());
    }
    return elapsed();
  }

  private Moment moment() {
    if (System.nanoTime() - askedAt > RARELY * askingTook) {
      truth = ask();
    }
    Instant now = clock.instant();
    return new Moment(
        now, elapsed(), truth, callers.failed(), application.standings(LiveScreen.MOST_USERS));
  }

  private Truth ask() {
    long before = System.nanoTime();
    Truth answer = world.truth();
    askedAt = System.nanoTime();
    askingTook = askedAt - before;
    return answer;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
