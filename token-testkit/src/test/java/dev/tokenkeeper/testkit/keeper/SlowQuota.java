package dev.tokenkeeper.testkit.keeper;

import dev.tokenkeeper.port.ProviderQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A quota that lets something happen just after it has given places.
 *
 * @param counters the real one
 * @param taken is run then
 */
record SlowQuota(ProviderQuota counters, Runnable taken) implements ProviderQuota {

  @Override
  public Optional<Full> take(String provider, String place, List<Limit> limits, boolean urgent) {
    Optional<Full> full = counters.take(provider, place, limits, urgent);
    taken.run();
    return full;
  }

  @Override
  public void hold(String provider, String place, Map<String, Duration> times) {
    counters.hold(provider, place, times);
  }

  @Override
  public void close(String provider, String counter, Duration time) {
    counters.close(provider, counter, time);
  }

  @Override
  public Map<String, Instant> closed(String counter) {
    return counters.closed(counter);
  }

  @Override
  public void forgetEnded() {
    counters.forgetEnded();
  }
}
