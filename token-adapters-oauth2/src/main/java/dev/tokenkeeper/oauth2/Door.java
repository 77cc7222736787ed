package dev.tokenkeeper.oauth2;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many through at once, and nobody while the provider is failing or asks us to wait. Safe
 * for use by many threads.
 */
final class Door {
  private static final Duration MOMENT = Duration.ofMillis(100);

  /** Its outcome decides for all others, who must not ask again and again meanwhile. */
  private static final Duration WHILE_ONE_TRIES = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final String host;
  private final ResilienceSettings settings;
  private final Clock clock;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final AtomicReference<Instant> pausedUntil;
  private volatile Instant openUntil = Instant.MIN;

  /**
   * Makes a door that is open to as many as the settings say.
   *
   * @param host for people
   * @param clock monotonic: its zero is of no importance
   */
  Door(String host, ResilienceSettings settings, Clock clock) {
    this(
        host,
        settings,
        clock,
        Bulkhead.of(host, bulkhead(settings)),
        CircuitBreaker.of(host, breaker(settings, clock)),
        new AtomicReference<>(Instant.MIN));
  }

  private Door(
      String host,
      ResilienceSettings settings,
      Clock clock,
      Bulkhead bulkhead,
      CircuitBreaker breaker,
      AtomicReference<Instant> pausedUntil) {
    this.host = host;
    this.settings = settings;
    this.clock = clock;
    this.bulkhead = bulkhead;
    this.breaker = breaker;
    this.pausedUntil = pausedUntil;
    breaker
        .getEventPublisher()
        .onStateTransition(
            change -> {
              if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openUntil = clock.instant().plus(settings.openFor());
              }
            });
  }

  /** Makes another one into the same room, which stays open while the provider is failing. */
  Door withoutBreaker() {
    var always = CircuitBreaker.of(host, breaker(settings, clock));
    always.transitionToDisabledState();
    return new Door(host, settings, clock, bulkhead, always, pausedUntil);
  }

  private static BulkheadConfig bulkhead(ResilienceSettings settings) {
    return BulkheadConfig.custom()
        .maxConcurrentCalls(settings.maxConcurrent())
        .maxWaitDuration(Duration.ZERO)
        .build();
  }

  private static CircuitBreakerConfig breaker(ResilienceSettings settings, Clock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(settings.window())
        .minimumNumberOfCalls(settings.window())
        .failureRateThreshold(settings.failureThreshold())
        .waitDurationInOpenState(settings.openFor())
        .permittedNumberOfCallsInHalfOpenState(1)
        .recordResult(
            outcome -> outcome instanceof Outcome.Unknown || outcome instanceof Outcome.NotSent)
        .clock(clock)
        .build();
  }

  /** Lets one in, who must {@link #leave}; or says why not. */
  @Nullable Held enter() {
    Instant now = clock.instant();
    Instant pauseEnd = pausedUntil.get();
    if (now.isBefore(pauseEnd)) {
      return new Held(Duration.between(now, pauseEnd), host + " asks us to wait");
    }
    if (!hasRoom()) {
      return new Held(MOMENT, "As many requests to " + host + " as may be are under way");
    }
    if (!breaker.tryAcquirePermission()) {
      bulkhead.releasePermission();
      return new Held(untilOpen(), host + " is failing");
    }
    return null;
  }

  /** The bulkhead takes an interrupt for a full house; it has nobody to wait for here. */
  private boolean hasRoom() {
    boolean interrupted = Thread.interrupted();
    try {
      return bulkhead.tryAcquirePermission();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes note of how it went for one who has entered. */
  void note(Outcome outcome, long nanos) {
    breaker.onResult(nanos, NANOSECONDS, outcome);
    if (settings.pausesWhenThrottled() && outcome instanceof Outcome.Throttled throttled) {
      Duration said = throttled.retryAfter();
      Instant end = clock.instant().plus(said == null ? PAUSE : said);
      pausedUntil.accumulateAndGet(end, (one, other) -> one.isAfter(other) ? one : other);
    }
  }

  /** Takes note that one who has entered did nothing. */
  void noteNothing() {
    breaker.releasePermission();
  }

  void leave() {
    bulkhead.onComplete();
  }

  private Duration untilOpen() {
    Duration left = Duration.between(clock.instant(), openUntil);
    return left.isNegative() || left.isZero() ? WHILE_ONE_TRIES : left;
  }
}
