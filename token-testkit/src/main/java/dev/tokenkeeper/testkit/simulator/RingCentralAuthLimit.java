package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;

/** How often an application may come to the token and revocation endpoints. */
record RingCentralAuthLimit(
    int requests, Duration window, Duration penalty, RingCentralLimitKey key) {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  static final RingCentralAuthLimit USUAL =
      new RingCentralAuthLimit(5, MINUTE, MINUTE, RingCentralLimitKey.USER_AND_APPLICATION);

  static final RingCentralAuthLimit NONE =
      new RingCentralAuthLimit(Integer.MAX_VALUE, MINUTE, MINUTE, RingCentralLimitKey.APPLICATION);

  RingCentralAuthLimit {
    if (requests < 1 || window.toSeconds() < 1 || penalty.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "a limit needs 1 request, and 1 s of window and penalty, at least");
    }
  }

  boolean isNone() {
    return requests == Integer.MAX_VALUE;
  }
}
