package dev.tokenkeeper;

import dev.tokenkeeper.port.AuthorizationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The store's time as this process knows it: its own clock, corrected by what the store last said.
 * Reading it costs one clock read and allocates nothing.
 */
final class StoreClock {
  private static final long FAR_MILLIS = 2_000;
  private static final long RECENT_NANOS = 1_000_000_000;

  private final AuthorizationStore store;
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Consumer<Duration> differs;
  private volatile long offset;
  private volatile long syncedAtNanos;
  private volatile boolean synced;
  private long toldOffset;

  /**
   * @param differs is told how far this process's clock is ahead, when that is far, and when it has
   *     changed much
   */
  StoreClock(
      AuthorizationStore store,
      InstantSource wall,
      LongSupplier nanos,
      Consumer<Duration> differs) {
    this.store = store;
    this.wall = wall;
    this.nanos = nanos;
    this.differs = differs;
  }

  long millis() {
    return wall.millis() + offset;
  }

  Instant now() {
    return Instant.ofEpochMilli(millis());
  }

  /** The store's time as it said it within the last second: whoever waits by looking asks often. */
  Instant lately() {
    return synced && nanos.getAsLong() - syncedAtNanos < RECENT_NANOS ? now() : sync();
  }

  /** Asks the store unless that was done before; sweeps and renewals go on asking. */
  void syncOnce() {
    if (!synced) {
      sync();
    }
  }

  /** Asks the store. */
  Instant sync() {
    long asked = wall.millis();
    Instant now = store.now();
    long took = wall.millis() - asked;
    offset = now.toEpochMilli() - asked - took / 2;
    syncedAtNanos = nanos.getAsLong();
    synced = true;
    if (took < FAR_MILLIS) {
      tell(offset);
    }
    return now;
  }

  private synchronized void tell(long current) {
    if (Math.abs(current - toldOffset) >= FAR_MILLIS) {
      toldOffset = current;
      differs.accept(Duration.ofMillis(-current));
    }
  }

  long nanos() {
    return nanos.getAsLong();
  }

  Stopwatch stopwatch() {
    return new Stopwatch(nanos.getAsLong(), wall.millis());
  }

  /** Measures by both clocks: the monotonic one stands still while a machine is suspended. */
  final class Stopwatch {
    private final long startNanos;
    private final long startMillis;

    private Stopwatch(long startNanos, long startMillis) {
      this.startNanos = startNanos;
      this.startMillis = startMillis;
    }

    boolean exceeds(Duration budget) {
      Duration monotonic = Duration.ofNanos(nanos.getAsLong() - startNanos);
      Duration walled = Duration.ofMillis(wall.millis() - startMillis);
      return monotonic.compareTo(budget) > 0 || walled.compareTo(budget) > 0;
    }
  }
}
