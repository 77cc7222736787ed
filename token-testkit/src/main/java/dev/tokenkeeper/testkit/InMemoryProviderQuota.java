package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.ProviderQuota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A quota in memory that can be cut off and tells how often it was asked for places.
 *
 * <p>Share one instance between keepers to play several processes on one database. Safe for use by
 * many threads.
 */
public final class InMemoryProviderQuota implements ProviderQuota {
  private final ProviderQuota counters;
  private boolean reachable = true;
  private int asked;

  /**
   * Creates a quota of which everything is left.
   *
   * @param clock the store's own clock, which is the one that counts
   */
  public InMemoryProviderQuota(InstantSource clock) {
    counters = ProviderQuota.ofOneProcess(clock);
  }

  /** Cuts the quota off, so that every call fails and nothing is read or written, or mends it. */
  public synchronized void reachable(boolean value) {
    reachable = value;
  }

  /** Returns how often places were asked for. */
  public synchronized int asked() {
    return asked;
  }

  @Override
  public synchronized Optional<Full> take(
      String provider, String place, List<Limit> limits, boolean urgent) {
    asked++;
    return reached().take(provider, place, limits, urgent);
  }

  @Override
  public void hold(String provider, String place, Map<String, Duration> times) {
    reached().hold(provider, place, times);
  }

  @Override
  public void close(String provider, String counter, Duration time) {
    reached().close(provider, counter, time);
  }

  @Override
  public Map<String, Instant> closed(String counter) {
    return reached().closed(counter);
  }

  @Override
  public void forgetEnded() {
    reached().forgetEnded();
  }

  private synchronized ProviderQuota reached() {
    if (!reachable) {
      throw new StoreException("The store cannot be reached, as it was told", null);
    }
    return counters;
  }
}
