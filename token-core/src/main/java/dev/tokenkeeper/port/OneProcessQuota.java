package dev.tokenkeeper.port;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts in memory. Safe for use by many threads: each method is one step. */
final class OneProcessQuota implements ProviderQuota {
  private record Key(String provider, String counter) {}

  private static final class Counter {
    private final Map<String, Instant> places = new HashMap<>();
    private Instant closedUntil = Instant.EPOCH;
    private Instant keptUntil = Instant.EPOCH;

    private Instant openFrom(Limit limit, boolean urgent, Instant now) {
      Instant open = urgent ? closedUntil : later(closedUntil, keptUntil);
      Instant usual = now.plus(limit.usually());
      Instant room = roomFrom(limit);
      return later(open, room.isAfter(usual) ? usual : room);
    }

    private Instant roomFrom(Limit limit) {
      return limit.heldFor().isZero()
          ? Instant.EPOCH
          : places.values().stream()
              .sorted(Comparator.reverseOrder())
              .skip(limit.most() - 1L)
              .findFirst()
              .orElse(Instant.EPOCH);
    }

    private void keepUntil(Instant kept) {
      keptUntil = later(keptUntil, kept);
    }

    private boolean hasEnded(Instant now) {
      places.values().removeIf(until -> !until.isAfter(now));
      return places.isEmpty() && !later(closedUntil, keptUntil).isAfter(now);
    }
  }

  private final InstantSource clock;
  private final Map<Key, Counter> counters = new HashMap<>();

  OneProcessQuota(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Full> take(
      String provider, String place, List<Limit> limits, boolean urgent) {
    Instant now = clock.instant();
    List<Full> full =
        limits.stream()
            .map(limit -> full(provider, limit, urgent, now))
            .filter(each -> each.until().isAfter(now))
            .toList();
    Optional<Full> last = full.stream().max(Comparator.comparing(Full::until));
    if (last.isEmpty()) {
      limits.forEach(limit -> put(provider, limit.counter(), place, now, limit.heldFor()));
    } else if (urgent) {
      Instant kept = last.get().until().plus(HEAD_START);
      full.forEach(each -> of(provider, each.counter()).keepUntil(kept));
    }
    return last;
  }

  private Full full(String provider, Limit limit, boolean urgent, Instant now) {
    return new Full(limit.counter(), of(provider, limit.counter()).openFrom(limit, urgent, now));
  }

  @Override
  public synchronized void hold(String provider, String place, Map<String, Duration> times) {
    Instant now = clock.instant();
    times.forEach((counter, time) -> put(provider, counter, place, now, time));
  }

  private void put(String provider, String counter, String place, Instant now, Duration time) {
    Map<String, Instant> places = of(provider, counter).places;
    if (time.isZero()) {
      places.remove(place);
    } else {
      places.put(place, now.plus(time));
    }
  }

  @Override
  public synchronized void close(String provider, String counter, Duration time) {
    Counter closed = of(provider, counter);
    closed.closedUntil = later(closed.closedUntil, clock.instant().plus(time));
  }

  @Override
  public synchronized Map<String, Instant> closed(String counter) {
    Instant now = clock.instant();
    Map<String, Instant> closed = new HashMap<>();
    counters.forEach(
        (key, each) -> {
          if (key.counter().equals(counter) && each.closedUntil.isAfter(now)) {
            closed.put(key.provider(), each.closedUntil);
          }
        });
    return closed;
  }

  @Override
  public synchronized void forgetEnded() {
    Instant now = clock.instant();
    counters.values().removeIf(each -> each.hasEnded(now));
  }

  private Counter of(String provider, String counter) {
    return counters.computeIfAbsent(new Key(provider, counter), key -> new Counter());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
