package dev.tokenkeeper.server.demo;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;

/**
 * The three lifetimes that bound everything Keycloak issues, in whole seconds.
 *
 * <p>A refresh token lives for {@code sessionIdle}, or up to the end of its session where that is
 * sooner; so does an access token for {@code accessToken}.
 */
record KeycloakLifetimes(Duration accessToken, Duration sessionIdle, Duration sessionMax) {

  KeycloakLifetimes {
    requireSeconds(accessToken);
    requireSeconds(sessionIdle);
    requireSeconds(sessionMax);
  }

  /** Returns when Keycloak ends a session: too long unused, or simply too old. */
  Instant endOf(Instant started, Instant lastUsed) {
    Instant old = started.plus(sessionMax);
    Instant idle = lastUsed.plus(sessionIdle);
    return idle.isBefore(old) ? idle : old;
  }

  private static void requireSeconds(Duration lifetime) {
    if (lifetime.toSeconds() < 1 || !lifetime.equals(lifetime.truncatedTo(SECONDS))) {
      throw new IllegalArgumentException("Not a whole number of seconds: " + lifetime);
    }
  }
}
