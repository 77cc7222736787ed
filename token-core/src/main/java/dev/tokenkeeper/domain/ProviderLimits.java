package dev.tokenkeeper.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * How much a provider lets our application do, whatever the number of our processes. Immutable;
 * begin with {@link #NONE}.
 *
 * @param requests how many requests its token and revocation endpoints take per window; 0 if it
 *     does not count them
 * @param window the window, which slides; positive where requests are counted
 * @param key whose requests it counts together, and whom a request to wait holds back
 * @param penalty how long nobody of that key sends after a 429 that does not say; zero if a request
 *     to wait is meant for one authorization alone
 * @param liveTokens how many unexpired access tokens our application may have; 0 for any number
 */
public record ProviderLimits(
    int requests, Duration window, Key key, Duration penalty, int liveTokens) {

  /** No limit at all. */
  public static final ProviderLimits NONE =
      new ProviderLimits(0, Duration.ZERO, Key.PER_APPLICATION, Duration.ZERO, 0);

  private static final Duration USUAL_PENALTY = Duration.ofSeconds(60);

  /** Whose requests are counted together. */
  public enum Key {
    /** One authorization's. */
    PER_USER,
    /** Everybody's. */
    PER_APPLICATION
  }

  /** What is limited. */
  public enum Kind {
    /** Requests within a window, or any after a 429. */
    REQUESTS,
    /** Unexpired access tokens. */
    LIVE_TOKENS
  }

  /** Refuses what is negative, and requests without a window. */
  public ProviderLimits {
    Objects.requireNonNull(key, "key");
    if (requests < 0 || liveTokens < 0 || window.isNegative() || penalty.isNegative()) {
      throw new IllegalArgumentException("A provider's limit must not be negative");
    }
    if (requests > 0 && window.isZero()) {
      throw new IllegalArgumentException(requests + " requests need a window to be counted in");
    }
  }

  /**
   * Returns these limits with so many requests per window, and a penalty of 60 s if there is none.
   */
  public ProviderLimits withRequests(int most, Duration perWindow, Key counted) {
    Duration after = penalty.isZero() ? USUAL_PENALTY : penalty;
    return new ProviderLimits(most, perWindow, counted, after, liveTokens);
  }

  /** Returns these limits with another penalty, and those whom it is for. */
  public ProviderLimits withPenalty(Duration after, Key heldBack) {
    return new ProviderLimits(requests, window, heldBack, after, liveTokens);
  }

  /** Returns these limits with a cap on unexpired access tokens; 0 for none. */
  public ProviderLimits withLiveTokens(int most) {
    return new ProviderLimits(requests, window, key, penalty, most);
  }

  /** Tells whether there is any limit. */
  public boolean areAny() {
    return requests > 0 || liveTokens > 0 || !penalty.isZero();
  }
}
