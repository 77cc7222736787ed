package dev.tokenkeeper.explorer;

import static dev.tokenkeeper.domain.OldAccessToken.DIES_AT_REFRESH;
import static dev.tokenkeeper.domain.OldAccessToken.STAYS_VALID;

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
import java.time.Duration;

/** How the provider of a run treats refresh tokens. */
enum Mode {
  REUSABLE(Rotation.reusable(STAYS_VALID), false),
  REUSABLE_DIES(Rotation.reusable(DIES_AT_REFRESH), false),
  STRICT_REJECT(Rotation.oneTime(ReusePenalty.REJECT, STAYS_VALID), false),
  STRICT_FAMILY(Rotation.oneTime(ReusePenalty.FAMILY, STAYS_VALID), false),
  STRICT_WIDER(Rotation.oneTime(ReusePenalty.WIDER, STAYS_VALID), false),
  GRACE_SAME(grace(ReusePenalty.FAMILY, STAYS_VALID), false),
  GRACE_NEW(grace(ReusePenalty.FAMILY, STAYS_VALID), true),
  STORED_LOGIN(Rotation.oneTime(ReusePenalty.FAMILY, STAYS_VALID), false),
  STRICT_DIES(Rotation.oneTime(ReusePenalty.FAMILY, DIES_AT_REFRESH), false),
  GRACE_DIES(grace(ReusePenalty.FAMILY, DIES_AT_REFRESH), false),
  GRACE_REJECT(grace(ReusePenalty.REJECT, STAYS_VALID), false),
  /** A person is asked before the third last replay. */
  STRICT_T_MAX(Rotation.oneTime(ReusePenalty.REJECT, STAYS_VALID), false);

  /** W: two attempts fit in, a third does not. */
  static final int WINDOW = 2;

  static final int T_MAX = 4;

  final Rotation rotation;
  final boolean newPair;
  private final ProviderProfile brisk;
  private final ProviderProfile cached;

  Mode(Rotation rotation, boolean newPair) {
    this.rotation = rotation;
    this.newPair = newPair;
    this.brisk = profile(1);
    this.cached = profile(3);
  }

  /** Where caches matter an access token lives long enough to be in one. */
  ProviderProfile profile(boolean withCaches) {
    return withCaches ? cached : brisk;
  }

  boolean storesLogin() {
    return this == STORED_LOGIN;
  }

  boolean grace() {
    return rotation.rule() == RotationRule.ONE_TIME_WITH_GRACE;
  }

  private static Rotation grace(ReusePenalty penalty, OldAccessToken old) {
    return new Rotation(RotationRule.ONE_TIME_WITH_GRACE, Ticks.TICK.multipliedBy(2), penalty, old);
  }

  private ProviderProfile profile(int renewalTicks) {
    Duration tick = Ticks.TICK;
    Duration longest = name().equals("STRICT_T_MAX") ? tick.multipliedBy(4) : Duration.ofDays(1);
    return new ProviderProfile(
        rotation,
        new Renewal(Renewal.When.AHEAD, 0.5, Duration.ofHours(1), true, 0),
        new Lifetimes(tick.multipliedBy(2L * renewalTicks), null, null, Duration.ofMinutes(1)),
        new Timing(tick, Duration.ofSeconds(1), tick, tick, tick, tick, longest),
        DeadToken.UNAUTHORIZED,
        RevocationReach.TOKEN);
  }
}
