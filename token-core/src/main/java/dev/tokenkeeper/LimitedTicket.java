package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permit of a provider with limits. By its closing, when what came back has been stored, the
 * places are held for as long as the outcome is felt.
 */
final class LimitedTicket implements Ticket {
  final Errand errand;
  private final Ticket ticket;
  private final OAuthProvider provider;
  private final ProviderQuota quota;
  private final Stopwatch age;
  private List<Limit> limits = List.of();
  private @Nullable Outcome outcome;

  LimitedTicket(
      Ticket ticket, Errand errand, OAuthProvider provider, ProviderQuota quota, Stopwatch age) {
    this.ticket = ticket;
    this.errand = errand;
    this.provider = provider;
    this.quota = quota;
    this.age = age;
  }

  void admitted(List<Limit> places) {
    limits = places;
  }

  void refused() {
    ticket.close();
  }

  @Override
  public Outcome send(TokenRequest request) {
    Timing timing = provider.profile().timing();
    // Whoever was stopped for longer might send after its places have gone to others.
    if (age.exceeds(timing.attempt().minus(provider.endpoint().longestExchange()))) {
      return new Outcome.NotSent("the permit is too old");
    }
    // Whatever is thrown now, the request may be out.
    outcome = new Outcome.Unknown("no outcome");
    Outcome answer = ticket.send(request);
    outcome = answer;
    if (answer instanceof Outcome.Throttled throttled) {
      holdOthersBack(throttled.retryAfter());
    }
    return answer;
  }

  /** At once, for each request within a penalty may begin it anew. */
  private void holdOthersBack(@Nullable Duration retryAfter) {
    ProviderLimits known = provider.limits();
    boolean counted = known.requests() > 0 || !known.penalty().isZero();
    String counter = counted ? Permits.requests(known, errand.id()) : Permits.LIVE;
    Duration time = retryAfter == null ? known.penalty() : retryAfter;
    ask(() -> quota.close(provider.id(), counter, time));
  }

  @Override
  public void close() {
    ticket.close();
    List<Limit> places = limits;
    limits = List.of();
    Map<String, Duration> times = new HashMap<>();
    for (Limit each : places) {
      if (!each.heldFor().isZero()) {
        times.put(each.counter(), each.counter().equals(Permits.LIVE) ? token() : request());
      }
    }
    if (!times.isEmpty()) {
      ask(() -> quota.hold(provider.id(), errand.attempt(), times));
    }
    String dead = errand.kills();
    if (dead != null && outcome instanceof Outcome.Granted && provider.limits().liveTokens() > 0) {
      ask(() -> quota.hold(provider.id(), dead, Map.of(Permits.LIVE, Duration.ZERO)));
    }
  }

  /** From its answer on, which comes after its arrival there. */
  private Duration request() {
    if (outcome == null || outcome instanceof Outcome.NotSent) {
      return Duration.ZERO;
    }
    Duration window = provider.limits().window();
    return outcome instanceof Outcome.Unknown ? window.plus(settle()) : window;
  }

  private Duration token() {
    if (outcome instanceof Outcome.Granted granted) {
      return life(granted);
    }
    return outcome instanceof Outcome.Unknown
        ? provider.profile().lifetimes().accessToken().plus(settle())
        : Duration.ZERO;
  }

  private Duration life(Outcome.Granted granted) {
    var life = provider.profile().lifetimes().ofAccessToken(granted.grant(), Instant.EPOCH, null);
    Instant end = life.endsAt();
    return end == null
        ? provider.profile().lifetimes().accessToken()
        : Duration.between(Instant.EPOCH, end);
  }

  private Duration settle() {
    return provider.profile().timing().settleAllowance();
  }

  /** A place that could not be told of ends by itself, later than it might have. */
  private static void ask(Runnable call) {
    try {
      call.run();
    } catch (StoreException e) {
      // Nothing is lost by it but time.
    }
  }
}
