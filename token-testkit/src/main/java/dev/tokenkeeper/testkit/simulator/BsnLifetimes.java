package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;

/**
 * How long BSN.cloud's tokens and sessions live (provider notes, section 2, rows 4 to 6).
 *
 * <p>A refresh token ends at the earlier of its own life and its session's end; a session that is
 * not refreshed ends with its refresh token.
 *
 * @param accessToken life of an access token; 300 s, published 330 s
 * @param refreshToken life of a refresh token; 30 min, published 12 h
 * @param session longest life of a session; 12 h, published 24 h
 */
public record BsnLifetimes(Duration accessToken, Duration refreshToken, Duration session) {

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one of them is shorter than a second
   */
  public BsnLifetimes {
    requireSecond("accessToken", accessToken);
    requireSecond("refreshToken", refreshToken);
    requireSecond("session", session);
  }

  /** Returns the figures of a profile. */
  public static BsnLifetimes of(Profile profile) {
    return profile == Profile.SEED
        ? new BsnLifetimes(Duration.ofSeconds(300), Duration.ofMinutes(30), Duration.ofHours(12))
        : new BsnLifetimes(Duration.ofSeconds(330), Duration.ofHours(12), Duration.ofHours(24));
  }

  private static void requireSecond(String name, Duration value) {
    if (value.toSeconds() < 1) {
      throw new IllegalArgumentException(name + " must be at least one second, not " + value);
    }
  }
}
