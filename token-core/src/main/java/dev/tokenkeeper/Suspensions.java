package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.ProviderQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The providers that refuse our application, or everybody, at the moment: nothing is sent to them.
 * What one process has found out the others know a second later.
 */
final class Suspensions {
  private static final Duration SUSPENSION = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = 1_000_000_000;
  private static final String COUNTER = "suspension";

  private final ProviderQuota quota;
  private final StoreClock clock;
  private final Map<String, Instant> own = new ConcurrentHashMap<>();
  private final AtomicLong lookedAtNanos;
  private volatile Map<String, Instant> all = Map.of();

  Suspensions(ProviderQuota quota, StoreClock clock) {
    this.quota = quota;
    this.clock = clock;
    this.lookedAtNanos = new AtomicLong(clock.nanos() - LOOK_NANOS);
  }

  /** Learns from the other processes, once a second at most. */
  void look() {
    long looked = lookedAtNanos.get();
    long now = clock.nanos();
    if (now - looked < LOOK_NANOS || !lookedAtNanos.compareAndSet(looked, now)) {
      return;
    }
    try {
      all = quota.closed(COUNTER);
    } catch (StoreException e) {
      // Without a store nothing can be claimed either.
    }
  }

  /** Suspends the provider for a while, and returns until when. */
  Instant begin(AuthorizationId id, Instant now) {
    Instant until = now.plus(SUSPENSION);
    own.put(id.provider(), until);
    try {
      quota.close(id.provider(), COUNTER, SUSPENSION);
    } catch (StoreException e) {
      // The other processes find out by themselves.
    }
    return until;
  }

  /** Returns until when nothing is sent to this provider; a past instant if it is not suspended. */
  Instant until(AuthorizationId id) {
    Instant ours = own.getOrDefault(id.provider(), Instant.EPOCH);
    Instant theirs = all.getOrDefault(id.provider(), Instant.EPOCH);
    return ours.isAfter(theirs) ? ours : theirs;
  }
}
