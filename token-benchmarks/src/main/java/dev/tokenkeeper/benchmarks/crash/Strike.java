package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Point;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A blow at one process, at a moment of its choice.
 *
 * @param target is killed or stopped
 * @param front whose user's exchange is held at the point; those of all others go on
 * @param point null for a random moment
 */
record Strike(Life target, Front front, @Nullable Point point) {
  private static final Duration TO_REACH_A_POINT = Duration.ofSeconds(2);
  private static final int LONGEST_PAUSE_MILLIS = 150;
  private static final int LONGEST_COMMIT_NANOS = 3_000_000;

  /** Waits for the moment; false if the point is not reached and another moment must do. */
  private boolean await() throws InterruptedException {
    boolean held = point != null && hold(point);
    if (!held) {
      Patience.pause(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } else if (point == Point.COMMITTING) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(LONGEST_COMMIT_NANOS));
    }
    return held;
  }

  private boolean hold(Point at) throws InterruptedException {
    return at.atProvider()
        ? front.provider().hold(at, target.name(), TO_REACH_A_POINT)
        : target.hold(at, front.rule(), TO_REACH_A_POINT);
  }

  /**
   * What was done.
   *
   * @param held whether it was at the point
   * @param atMicros just before the signal went out
   */
  record Blow(boolean held, long atMicros) {}

  /** Kills it. */
  Blow kill() throws InterruptedException {
    boolean held = await();
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    target.kill();
    front.provider().letGo();
    return new Blow(held, at);
  }

  /** Stops it; nobody strikes it until it is resumed. */
  Blow stop() throws InterruptedException {
    boolean held = await();
    target.restAt(Long.MAX_VALUE);
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    target.stop();
    front.provider().letGo();
    target.order("go");
    return new Blow(held, at);
  }

  /** Says where, for people. */
  String place(boolean held) {
    return held ? point + " of " + front.rule() : "a random moment";
  }
}
