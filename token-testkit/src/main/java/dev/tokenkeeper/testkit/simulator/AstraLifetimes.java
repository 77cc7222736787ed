package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;

/**
 * How long Astra's codes and tokens live (provider notes, section 1 and 4.4).
 *
 * <p>There is no longest life beyond that: each refresh gives a refresh token with a full life of
 * its own.
 *
 * @param accessToken life of an access token, unless a newer one ends it; 2 h
 * @param refreshToken life of a refresh token, however often it is used; 10 days
 * @param code life of an authorization code; "several minutes", here 300 s
 * @param identityToken life of a one-time token of the API-only way; 60 s
 */
public record AstraLifetimes(
    Duration accessToken, Duration refreshToken, Duration code, Duration identityToken) {

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one of them is shorter than a second
   */
  public AstraLifetimes {
    requireSecond("accessToken", accessToken);
    requireSecond("refreshToken", refreshToken);
    requireSecond("code", code);
    requireSecond("identityToken", identityToken);
  }

  /** Returns the figures of a profile: the same for both, since no document contradicts another. */
  public static AstraLifetimes of(Profile profile) {
    return switch (profile) {
      case SEED, PUBLISHED ->
          new AstraLifetimes(
              Duration.ofHours(2),
              Duration.ofDays(10),
              Duration.ofSeconds(300),
              Duration.ofSeconds(60));
    };
  }

  Duration of(AstraToken.Kind kind) {
    return switch (kind) {
      case ACCESS -> accessToken;
      case REFRESH -> refreshToken;
      case CODE -> code;
      case IDENTITY -> identityToken;
    };
  }

  private static void requireSecond(String name, Duration value) {
    if (value.toSeconds() < 1) {
      throw new IllegalArgumentException(name + " must be at least one second, not " + value);
    }
  }
}
