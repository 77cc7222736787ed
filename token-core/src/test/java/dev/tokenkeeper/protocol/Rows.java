package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Session;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.domain.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows and profiles to try the rules on. */
final class Rows {
  static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
  static final AuthorizationId ADA = AuthorizationId.of("bsn", "ada");
  static final Timing TIMING = Timing.DEFAULT;
  static final StoredLogin LOGIN = new StoredLogin(new Ciphertext(new byte[] {9}), false);

  static final ProviderProfile STRICT =
      profile(Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID));
  static final ProviderProfile REJECT =
      profile(Rotation.oneTime(ReusePenalty.REJECT, OldAccessToken.STAYS_VALID));
  static final ProviderProfile WIDER =
      profile(Rotation.oneTime(ReusePenalty.WIDER, OldAccessToken.STAYS_VALID));
  static final ProviderProfile REUSABLE = profile(Rotation.reusable(OldAccessToken.STAYS_VALID));
  static final ProviderProfile ASTRA = profile(Rotation.reusable(OldAccessToken.DIES_AT_REFRESH));
  static final ProviderProfile GRACE =
      profile(
          new Rotation(
              RotationRule.ONE_TIME_WITH_GRACE,
              Duration.ofMinutes(5),
              ReusePenalty.FAMILY,
              OldAccessToken.DIES_AT_REFRESH));

  private Rows() {}

  static ProviderProfile profile(Rotation rotation) {
    return new ProviderProfile(
        rotation,
        new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0),
        new Lifetimes(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofMinutes(1)),
        TIMING,
        DeadToken.UNAUTHORIZED,
        RevocationReach.TOKEN);
  }

  static ProviderProfile jittered(ProviderProfile profile, double jitter) {
    Renewal steady = profile.renewal();
    return new ProviderProfile(
        profile.rotation(),
        new Renewal(steady.when(), steady.at(), steady.keepAlive(), steady.idleMayLapse(), jitter),
        profile.lifetimes(),
        profile.timing(),
        profile.deadToken(),
        profile.revocation());
  }

  static SealedGrant grant(long epoch, long generation, Instant at) {
    Instant end = T0.plus(Duration.ofHours(12));
    return new SealedGrant(
        epoch,
        generation,
        new Ciphertext(new byte[] {1, (byte) epoch, (byte) generation}),
        new Ciphertext(new byte[] {2, (byte) epoch, (byte) generation}),
        "Bearer",
        null,
        Lifetime.of(at, Duration.ofMinutes(5)).boundedBy(end),
        Lifetime.of(at, Duration.ofMinutes(30)).boundedBy(end),
        new Session("s", new Lifetime(T0, end)));
  }

  /** Logged in at T0: epoch 1, generation 0. */
  static Authorization active(ProviderProfile profile) {
    return active(profile, null);
  }

  static Authorization active(ProviderProfile profile, @Nullable StoredLogin login) {
    return active(ADA, profile, login);
  }

  static Authorization active(
      AuthorizationId id, ProviderProfile profile, @Nullable StoredLogin login) {
    return new Reauthorized("journey", 0, grant(1, 0, T0), login, Map.of(), false, true)
        .on(Authorization.absent(id), profile, T0)
        .after();
  }

  static Authorization claimed(Authorization row, ProviderProfile profile, String id, Instant at) {
    Transition step = new Claim(id, "node").on(row, profile, at);
    Attempt attempt = step.after().attempt();
    if (attempt == null || !attempt.id().equals(id)) {
      throw new AssertionError("the claim was not permitted");
    }
    return step.after();
  }

  /** The tokens that the row's attempt foresees. */
  static Granted answer(Authorization claimed, String attemptId, Instant at) {
    Attempt attempt = claimed.attempt();
    return new Granted(
        attemptId,
        attempt == null ? Attempt.Purpose.REFRESH : attempt.purpose(),
        grant(claimed.epoch(), claimed.generation() + 1, at),
        true);
  }
}
