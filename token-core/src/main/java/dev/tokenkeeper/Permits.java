package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.QuotaExhausted;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Full;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who may send: whom the endpoint itself lets through, and, for a provider with limits, who gets a
 * place under all of them. A provider without limits costs no statement here.
 */
final class Permits {
  static final String LIVE = "tokens";

  private static final String APPLICATION = "application";

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private static final Duration SHORTEST_CLOSURE = Duration.ofSeconds(1);

  /** Two hundred a second come back to a provider that lets people in again. */
  private static final Duration AFTER_A_CLOSURE = Duration.ofMillis(5);

  /** Where nothing tells how many requests are too many. */
  private static final Duration AFTER_A_PENALTY = Duration.ofMillis(50);

  /** After so long without anybody held back the next one is news again. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final ProviderQuota quota;
  private final Providers providers;
  private final StoreClock clock;
  private final Ledger ledger;
  private final Map<String, Instant> exhausted = new ConcurrentHashMap<>();
  private final Backlog backlog = new Backlog();

  Permits(ProviderQuota quota, Providers providers, StoreClock clock, Ledger ledger) {
    this.quota = quota;
    this.providers = providers;
    this.clock = clock;
    this.ledger = ledger;
  }

  /** Asks to send one request. Does I/O if the provider has limits. */
  Admission admit(Errand errand) {
    Held known = known(errand);
    if (known != null) {
      return known;
    }
    OAuthProvider provider = providers.of(errand.id());
    // Before the places are taken: they are held for so long from then on at least.
    Stopwatch age = clock.stopwatch();
    TokenEndpoint endpoint = provider.endpoint();
    Admission admission =
        errand.inWindow()
            ? endpoint.admitInWindow(errand.purpose())
            : endpoint.admit(errand.purpose());
    if (admission instanceof Held held) {
      return closed(errand, held);
    }
    List<Limit> limits = limits(provider, errand);
    return limits.isEmpty()
        ? admission
        : limited(new LimitedTicket((Ticket) admission, errand, provider, quota, age), limits);
  }

  /** Who is held back without asking, because another of this process was a moment ago; or null. */
  @Nullable Held known(Errand errand) {
    return errand.urgent() ? null : backlog.known(errand.id().provider(), clock.now());
  }

  /** Takes note that nobody is let through to the errand's provider, unless for a moment. */
  Held closed(Errand errand, Held held) {
    if (held.retryAfter().compareTo(SHORTEST_CLOSURE) >= 0) {
      backlog.shut(errand.id().provider(), held, AFTER_A_CLOSURE, clock.now());
    }
    return held;
  }

  /** Returns after how long the row of an errand that was held back is to be looked at again. */
  Duration wait(Errand errand, Held held) {
    return backlog.wait(errand, held, clock.now());
  }

  private Held held(Errand errand, Full full) {
    Instant now = clock.now();
    // The store's time may be a little ahead of what this process takes it for.
    Duration until = Duration.between(now, full.until());
    Duration least = until.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : until;
    var held = new Held(least, reason(errand, full));
    boolean isShared = full.counter().equals(LIVE) || full.counter().equals(APPLICATION);
    if (isShared && !errand.urgent()) {
      OAuthProvider provider = providers.of(errand.id());
      backlog.shut(provider.id(), held, pace(provider, full), now);
    }
    return held;
  }

  private static Duration pace(OAuthProvider provider, Full full) {
    ProviderLimits limits = provider.limits();
    if (full.counter().equals(LIVE)) {
      return provider.profile().lifetimes().accessToken().dividedBy(limits.liveTokens());
    }
    return limits.requests() == 0 ? AFTER_A_PENALTY : limits.window().dividedBy(limits.requests());
  }

  private Admission limited(LimitedTicket ticket, List<Limit> limits) {
    Errand errand = ticket.errand;
    String provider = errand.id().provider();
    Optional<Full> full;
    try {
      full = quota.take(provider, errand.attempt(), limits, errand.urgent());
    } catch (RuntimeException | Error e) {
      ticket.refused();
      throw e;
    }
    if (full.isEmpty()) {
      ticket.admitted(limits);
      return ticket;
    }
    ticket.refused();
    tell(errand, full.get());
    return held(errand, full.get());
  }

  private static String reason(Errand errand, Full full) {
    String what =
        full.counter().equals(LIVE)
            ? "as many access tokens are alive as it allows"
            : "it takes no more requests at present";
    return errand.id().provider() + " is at its limit: " + what;
  }

  private void tell(Errand errand, Full full) {
    String counter = errand.id().provider() + ' ' + full.counter();
    Instant now = clock.now();
    Instant before = exhausted.get(counter);
    if (before == null || before.plus(QUIET).isBefore(now)) {
      exhausted.values().removeIf(until -> until.plus(QUIET).isBefore(now));
      ProviderLimits.Kind kind =
          full.counter().equals(LIVE)
              ? ProviderLimits.Kind.LIVE_TOKENS
              : ProviderLimits.Kind.REQUESTS;
      ledger.tell(new QuotaExhausted(errand.id(), now, kind, full.until()));
    }
    exhausted.merge(counter, full.until(), (one, other) -> one.isAfter(other) ? one : other);
  }

  /** A place is first held for as long as it takes until the worst has passed. */
  private static List<Limit> limits(OAuthProvider provider, Errand errand) {
    ProviderLimits limits = provider.limits();
    Timing timing = provider.profile().timing();
    Duration over = timing.attempt().plus(timing.settleAllowance());
    List<Limit> all = new ArrayList<>();
    if (limits.requests() > 0) {
      all.add(
          new Limit(
              requests(limits, errand.id()),
              limits.requests(),
              limits.window(),
              over.plus(limits.window())));
    } else if (!limits.penalty().isZero()) {
      all.add(Limit.asking(requests(limits, errand.id())));
    }
    if (limits.liveTokens() > 0 && errand.issues()) {
      Duration life = provider.profile().lifetimes().accessToken();
      all.add(new Limit(LIVE, limits.liveTokens(), life, over.plus(life)));
    }
    return all;
  }

  /** The counter of requests, which a 429 closes. */
  static String requests(ProviderLimits limits, AuthorizationId id) {
    return limits.key() == ProviderLimits.Key.PER_APPLICATION
        ? APPLICATION
        : "%s/%s/%s".formatted(id.tenant(), id.account(), id.subject());
  }

  /**
   * Counts an access token that was got elsewhere, or gives back the place of one that has died; it
   * ends by itself where this fails.
   */
  void count(AuthorizationId id, String attempt, Duration life) {
    if (providers.of(id).limits().liveTokens() == 0) {
      return;
    }
    try {
      quota.hold(id.provider(), attempt, Map.of(LIVE, life));
    } catch (StoreException e) {
      // Too much is counted for a while, or too little of what we have not asked for.
    }
  }
}
