package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.util.Optional;

/**
 * How long RingCentral's codes and tokens live, and how long a spent refresh token is forgiven
 * (provider notes, section 2, rows 1 and 2, and 6.5).
 *
 * @param accessToken life of an access token, and the most that a request may ask for; 24 h,
 *     published 1 h
 * @param refreshToken life of a refresh token, and the most that a request may ask for; 7 d
 * @param code life of an authorization code; 60 s
 * @param graceAfterFirstUse how long a spent refresh token gets the same tokens again once the new
 *     access token was used; 10 s
 * @param graceUnused how long it does so while the new access token was not used; 60 min
 */
public record RingCentralLifetimes(
    Duration accessToken,
    Duration refreshToken,
    Duration code,
    Duration graceAfterFirstUse,
    Duration graceUnused) {

  private static final Duration LEAST_ACCESS_TOKEN = Duration.ofMinutes(10);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if a life is shorter than a second, or a grace is negative
   */
  public RingCentralLifetimes {
    requireAtLeast(1, "accessToken", accessToken);
    requireAtLeast(1, "refreshToken", refreshToken);
    requireAtLeast(1, "code", code);
    requireAtLeast(0, "graceAfterFirstUse", graceAfterFirstUse);
    requireAtLeast(0, "graceUnused", graceUnused);
  }

  /** Returns the figures of a profile; they differ in the access token's life alone. */
  public static RingCentralLifetimes of(Profile profile) {
    return new RingCentralLifetimes(
        profile == Profile.SEED ? Duration.ofHours(24) : Duration.ofHours(1),
        Duration.ofDays(7),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofMinutes(60));
  }

  /** These, with what a token request asks for as far as it may (provider notes, 6.3). */
  RingCentralLifetimes granted(Form form) {
    return new RingCentralLifetimes(
        ttl(form, "access_token_ttl", accessToken, LEAST_ACCESS_TOKEN),
        ttl(form, "refresh_token_ttl", refreshToken, Duration.ofSeconds(1)),
        code,
        graceAfterFirstUse,
        graceUnused);
  }

  /** Too much gets the default, too little the least, unless the default is even less. */
  private static Duration ttl(Form form, String name, Duration most, Duration least) {
    Duration wanted = seconds(form, name).orElse(most);
    if (wanted.compareTo(most) > 0) {
      return most;
    }
    Duration floor = least.compareTo(most) < 0 ? least : most;
    return wanted.compareTo(floor) < 0 ? floor : wanted;
  }

  private static Optional<Duration> seconds(Form form, String name) {
    try {
      return form.find(name).map(Long::parseLong).map(Duration::ofSeconds);
    } catch (NumberFormatException e) {
      throw RingCentralErrors.invalidParameter(name);
    }
  }

  private static void requireAtLeast(long seconds, String name, Duration value) {
    if (value.compareTo(Duration.ofSeconds(seconds)) < 0) {
      throw new IllegalArgumentException(
          name + " must be at least " + seconds + " s, not " + value);
    }
  }
}
