package dev.tokenkeeper.oauth2;

import java.time.Duration;
import java.util.Objects;

/**
 * When nobody is let through to a provider, decided before anything is claimed or sent. Immutable.
 *
 * <p>What counts as a failure is an unknown outcome, no connection, or an answer of 5xx without an
 * OAuth error; a refusal or a request to wait shows that the provider works.
 *
 * @param maxConcurrent how many exchanges run at once; 1 to 10 000
 * @param failureThreshold from so many failures in a hundred on, nobody is let through; 1 to 100
 * @param window over how many of the latest exchanges that is counted; before there are so many,
 *     everybody is let through; 1 to 10 000
 * @param openFor how long nobody is let through; then one is, and its outcome decides; 1 ms to 1 h
 * @param pausesWhenThrottled whether nobody is let through while the provider asks one of us to
 *     wait (30 s if nothing says how long), for providers that begin to count anew at every request
 */
public record ResilienceSettings(
    int maxConcurrent,
    int failureThreshold,
    int window,
    Duration openFor,
    boolean pausesWhenThrottled) {

  /** 16 at once; closed for 15 s once half of the last 20 exchanges failed. */
  public static final ResilienceSettings DEFAULT =
      new ResilienceSettings(16, 50, 20, Duration.ofSeconds(15), false);

  /** Refuses null; the bounds are judged with all other settings. */
  public ResilienceSettings {
    Objects.requireNonNull(openFor, "openFor");
  }

  /** Returns the same settings, with a pause for all when one is asked to wait. */
  public ResilienceSettings pausingWhenThrottled() {
    return new ResilienceSettings(maxConcurrent, failureThreshold, window, openFor, true);
  }

  void check(Problems problems) {
    problems.unlessWithin("maxConcurrent", maxConcurrent, 1, 10_000);
    problems.unlessWithin("failureThreshold", failureThreshold, 1, 100);
    problems.unlessWithin("window", window, 1, 10_000);
    problems.unlessWithin("openFor", openFor, Duration.ofMillis(1), Duration.ofHours(1));
  }
}
