package dev.tokenkeeper;

import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.ProviderQuota.Full;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * When those ask again who were held back: who waits as soon as there is room, all others one
 * behind the other, so that however many they are, few of them ask.
 */
final class Backlog {
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(5);

  /** Who is put off for longer would not hear of room that comes earlier than was thought. */
  private static final Duration LONGEST_LINE = Duration.ofMinutes(10);

  /** Where nothing tells how many requests are too many. */
  private static final Duration AFTER_A_PENALTY = Duration.ofMillis(50);

  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /** Who is not waited for does not ask while others of this process were held back; or null. */
  @Nullable Full known(Errand errand, Instant now) {
    Line line = errand.urgent() ? null : lines.get(errand.id().provider());
    return line != null && line.full().until().isAfter(now) ? line.full() : null;
  }

  /** Returns how long to wait; whoever is not waited for then stands in line. */
  Duration wait(Errand errand, OAuthProvider provider, Full full, Instant now) {
    // The store's time may be a little ahead of what this process takes it for.
    Duration until = Duration.between(now, full.until());
    Duration least = until.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : until;
    if (errand.urgent()) {
      return least;
    }
    return Permits.isShared(full)
        ? least.plus(line(provider, full, now).next())
        : least.plus(spread(errand, least));
  }

  private Line line(OAuthProvider provider, Full full, Instant now) {
    var line = new Line(full, pace(provider, full), new AtomicInteger());
    return lines.merge(
        provider.id(), line, (old, next) -> old.full().until().isAfter(now) ? old : next);
  }

  /** One user's own, which must not come back with those of others. */
  private static Duration spread(Errand errand, Duration wait) {
    Duration most = wait.compareTo(LONGEST_SPREAD) < 0 ? wait : LONGEST_SPREAD;
    long part = errand.attempt().hashCode() & Integer.MAX_VALUE;
    return most.multipliedBy(part).dividedBy(Integer.MAX_VALUE);
  }

  /** How long it takes on average until a place is free. */
  private static Duration pace(OAuthProvider provider, Full full) {
    ProviderLimits limits = provider.limits();
    if (full.counter().equals(Permits.LIVE)) {
      return provider.profile().lifetimes().accessToken().dividedBy(limits.liveTokens());
    }
    return limits.requests() == 0 ? AFTER_A_PENALTY : limits.window().dividedBy(limits.requests());
  }

  /** Those who were held back together. */
  private record Line(Full full, Duration pace, AtomicInteger length) {
    private Duration next() {
      long most = pace.isZero() ? 0 : LONGEST_LINE.dividedBy(pace);
      return pace.multipliedBy(Math.min(most, length.getAndIncrement()));
    }
  }
}
