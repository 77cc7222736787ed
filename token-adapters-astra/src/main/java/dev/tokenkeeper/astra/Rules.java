package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.Problems;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The figures of an installation, before they are known to make sense. */
record Rules(
    Duration accessToken,
    Duration refreshToken,
    @Nullable Duration session,
    Duration code,
    double renewAt,
    Duration keepAlive,
    double jitter,
    Timing timing) {

  void check(Problems problems, HttpSettings http) {
    problems.unlessPositive("accessTokenLifetime", accessToken);
    problems.unlessPositive("refreshTokenLifetime", refreshToken);
    if (session != null) {
      problems.unlessPositive("sessionLifetime", session);
    }
    problems.unlessPositive("codeLifetime", code);
    problems.unlessPositive("keepAlive", keepAlive);
    if (keepAlive.compareTo(refreshToken) >= 0) {
      problems.add("keepAlive", "comes after the refresh token's end", "Make it shorter.");
    }
    if (!(renewAt > 0 && renewAt < 1)) {
      problems.add("renewAt", "is " + renewAt, "Use a number between 0 and 1.");
    }
    problems.unlessWithin("jitter", jitter, 0, 1);
    if (timing.sendBudget().plus(http.exchangeTimeout()).compareTo(timing.attempt()) > 0) {
      problems.add(
          "exchangeTimeout",
          "does not fit into an attempt of " + timing.attempt(),
          "Make it shorter, or the attempt longer.");
    }
  }

  /** Returns the profile. Only for figures that were checked. */
  ProviderProfile profile(boolean revocable) {
    return new ProviderProfile(
        Rotation.reusable(OldAccessToken.DIES_AT_REFRESH),
        // Nobody but the user can get new tokens, so no idle user's may lapse.
        new Renewal(Renewal.When.WHEN_USED, renewAt, keepAlive, false, jitter),
        new Lifetimes(accessToken, refreshToken, session, code),
        timing,
        DeadToken.UNAUTHORIZED,
        revocable ? RevocationReach.TOKEN : RevocationReach.NONE);
  }
}
