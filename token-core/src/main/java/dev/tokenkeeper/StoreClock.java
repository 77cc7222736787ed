package dev.tokenkeeper;

import dev.tokenkeeper.port.AuthorizationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The store's time as this process knows it: its own clock, corrected by what the store last said.
 * Reading it costs one clock read and allocates nothing.
 */
final class StoreClock {
  private final AuthorizationStore store;
  private final InstantSource wall;
  private final LongSupplier nanos;
  private volatile long offset;

  StoreClock(AuthorizationStore store, InstantSource wall, LongSupplier nanos) {
    this.store = store;
    this.wall = wall;
    this.nanos = nanos;
  }

  long millis() {
    return wall.millis() + offset;
  }

  Instant now() {
    return Instant.ofEpochMilli(millis());
  }

  /** Asks the store. */
  Instant sync() {
    Instant now = store.now();
    learn(now);
    return now;
  }

  void learn(Instant storeNow) {
    offset = storeNow.toEpochMilli() - wall.millis();
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
