package dev.tokenkeeper.domain;

import java.time.Duration;

/**
 * The times of an attempt and between attempts. All must be positive.
 *
 * @param attempt L: from claim to deadline; longer than any exchange can take
 * @param sendBudget how old a claim may be when its request leaves; far shorter than the attempt
 * @param settleAllowance A: from the deadline to the moment after which nothing of the request is
 *     left anywhere
 * @param minPeriod between a stored result and the next first send
 * @param firstBackoff after the first failure; doubled by each further one
 * @param longestBackoff the cap of that
 * @param longestDoubt T_max: after this long in doubt a person is asked
 */
public record Timing(
    Duration attempt,
    Duration sendBudget,
    Duration settleAllowance,
    Duration minPeriod,
    Duration firstBackoff,
    Duration longestBackoff,
    Duration longestDoubt) {

  /** What suits most providers: 30 s, 1 s, 30 s, 1 s, 1 s, 5 min, 1 day. */
  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofDays(1));

  /** Refuses what is not positive, and a send budget that does not fit into the attempt. */
  public Timing {
    for (Duration each :
        new Duration[] {
          attempt,
          sendBudget,
          settleAllowance,
          minPeriod,
          firstBackoff,
          longestBackoff,
          longestDoubt
        }) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException(
            "Every time of an attempt must be positive, but one was " + each);
      }
    }
    if (sendBudget.compareTo(attempt) >= 0) {
      throw new IllegalArgumentException(
          "The send budget %s must be shorter than the attempt %s".formatted(sendBudget, attempt));
    }
  }

  /**
   * Returns how long to wait after so many failures in a row: doubled each time, up to the cap.
   *
   * @param failures 1 for the first; any number is safe
   */
  public Duration backoff(int failures) {
    long factor = 1L << Math.min(Math.max(failures, 1) - 1, 30);
    long cap = longestBackoff.toMillis();
    long first = firstBackoff.toMillis();
    return Duration.ofMillis(first > cap / factor ? cap : first * factor);
  }
}
