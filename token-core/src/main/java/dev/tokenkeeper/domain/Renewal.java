package dev.tokenkeeper.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * When tokens are renewed without anybody asking.
 *
 * @param when ahead always, or only while the token is used
 * @param at 0 to 1, exclusive: the part of an access token's life after which it is renewed
 * @param keepAlive how long after its issue an idle user's refresh token is renewed so that it does
 *     not end; it is renewed before its end in any case
 * @param idleMayLapse true to let the tokens of an idle user end where we can log in again by
 *     ourselves
 * @param jitter 0 to 1: the part of a waiting time by which users are spread, so that those who
 *     came together do not come back together
 */
public record Renewal(
    When when, double at, Duration keepAlive, boolean idleMayLapse, double jitter) {

  /** Whether a token is renewed for nobody. */
  public enum When {
    /** Always ahead of its end. */
    AHEAD,
    /** Ahead of its end if it was used; otherwise at its next use. */
    WHEN_USED
  }

  /** Refuses a keep-alive that is not positive and fractions outside their range. */
  public Renewal {
    Objects.requireNonNull(when, "when");
    if (keepAlive.isNegative() || keepAlive.isZero()) {
      throw new IllegalArgumentException("keepAlive must be positive, but was " + keepAlive);
    }
    if (!(at > 0 && at < 1)) {
      throw new IllegalArgumentException("at must be between 0 and 1, but was " + at);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1, but was " + jitter);
    }
  }
}
