package dev.tokenkeeper.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * A clock that stands still until it is moved by hand, with a monotonic reading beside the time of
 * day.
 *
 * <p>The two are kept apart as in a real machine: {@link #set} moves the time of day alone, {@link
 * #advance} moves both. Safe for use by many threads.
 */
public final class MovableClock implements InstantSource {
  /** What a new clock shows: a whole second, long after the epoch. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now;
  private long nanos;

  /** Creates a clock that shows {@link #START}. */
  public MovableClock() {
    this(START);
  }

  /** Creates a clock that shows the given instant, cut to the millisecond. */
  public MovableClock(Instant start) {
    this.now = start.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Lets time pass, on both readings.
   *
   * @param step zero or more
   * @throws IllegalArgumentException if the step is negative; use {@link #set} to turn time back
   */
  public synchronized void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException("Time cannot pass by " + step);
    }
    now = now.plus(step);
    nanos += step.toNanos();
  }

  /** Sets the time of day, forwards or back, as an administrator would; nothing has passed. */
  public synchronized void set(Instant instant) {
    now = instant;
  }

  /** Returns the time of day. */
  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Returns the time of day in milliseconds since the epoch. */
  @Override
  public synchronized long millis() {
    return now.toEpochMilli();
  }

  /** Returns nanoseconds that never go back, counted from an arbitrary origin. */
  public synchronized long nanos() {
    return nanos;
  }

  /** Returns the same clock for those who want a {@link Clock}; in UTC. */
  public Clock asClock() {
    return withZone(ZoneOffset.UTC);
  }

  /** Returns the time of day and how much has passed since the clock was made. */
  @Override
  public synchronized String toString() {
    return "MovableClock[" + now + ", " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms passed]";
  }
}
