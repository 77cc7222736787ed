package dev.tokenkeeper.server.demo;

import java.time.Duration;

/**
 * How long tokens and sessions live at a provider with BSN.cloud's rules.
 *
 * @param accessToken minutes at a real provider
 * @param refreshToken half an hour at a real provider
 * @param session half a day at a real provider
 */
record Pace(Duration accessToken, Duration refreshToken, Duration session) {

  /** In 40 seconds every authorization is refreshed many times and every session ends twice. */
  static final Pace DEMO =
      new Pace(Duration.ofSeconds(4), Duration.ofSeconds(12), Duration.ofSeconds(18));

  /** Returns the same with sessions that do not end during a run. */
  Pace withoutSessionEnd() {
    return new Pace(accessToken, refreshToken, Duration.ofDays(1));
  }
}
