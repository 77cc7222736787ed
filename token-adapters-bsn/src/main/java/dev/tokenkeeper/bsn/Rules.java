package dev.tokenkeeper.bsn;

import dev.tokenkeeper.bsn.BsnSettings.Grant;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.Problems;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of an installation, before they are known to make sense. */
record Rules(
    Grant grant,
    ReusePenalty reusePenalty,
    Lifetimes lifetimes,
    boolean treat403AsExpired,
    double renewAt,
    Duration keepAlive,
    boolean idleMayLapse,
    double jitter,
    Timing timing) {

  void check(Problems problems, HttpSettings http) {
    problems.unlessPositive("accessTokenLifetime", lifetimes.accessToken());
    unlessPositive(problems, "refreshTokenLifetime", lifetimes.refreshToken());
    unlessPositive(problems, "sessionLifetime", lifetimes.session());
    problems.unlessPositive("keepAlive", keepAlive);
    if (lifetimes.refreshToken() != null && keepAlive.compareTo(lifetimes.refreshToken()) >= 0) {
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

  private static void unlessPositive(
      Problems problems, String property, @Nullable Duration lifetime) {
    if (lifetime != null) {
      problems.unlessPositive(property, lifetime);
    }
  }

  /** Returns the profile. Only for figures that were checked. */
  ProviderProfile profile(boolean revocable) {
    return new ProviderProfile(
        rotation(),
        new Renewal(Renewal.When.WHEN_USED, renewAt, keepAlive, idleMayLapse, jitter),
        lifetimes,
        timing,
        deadToken(),
        revocable ? RevocationReach.TOKEN : RevocationReach.NONE);
  }

  private Rotation rotation() {
    return grant == Grant.CLIENT_CREDENTIALS
        ? new Rotation(
            RotationRule.NONE, Duration.ZERO, ReusePenalty.NONE, OldAccessToken.STAYS_VALID)
        : Rotation.oneTime(reusePenalty, OldAccessToken.STAYS_VALID);
  }

  private DeadToken deadToken() {
    return treat403AsExpired
        ? new DeadToken(Set.of(401, 403), Set.of(), Set.of(410))
        : new DeadToken(Set.of(401), Set.of(403), Set.of(410));
  }
}
