package dev.tokenkeeper.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * What a refresh does to the tokens before it.
 *
 * @param rule what it does to the refresh token
 * @param replayWindow for {@code ONE_TIME_WITH_GRACE}: how long after the first send a replay
 *     brings the answer again; zero otherwise
 * @param penalty what presenting a spent refresh token costs
 * @param oldAccessToken what it does to the access token
 */
public record Rotation(
    RotationRule rule, Duration replayWindow, ReusePenalty penalty, OldAccessToken oldAccessToken) {

  /** Refuses a window where there is no grace, and grace without a window. */
  public Rotation {
    Objects.requireNonNull(penalty, "penalty");
    Objects.requireNonNull(oldAccessToken, "oldAccessToken");
    boolean grace = rule == RotationRule.ONE_TIME_WITH_GRACE;
    if (replayWindow.isNegative() || grace == replayWindow.isZero()) {
      throw new IllegalArgumentException(
          "A replay window belongs to ONE_TIME_WITH_GRACE and to nothing else, but %s has %s"
              .formatted(rule, replayWindow));
    }
  }

  /** Returns one-time rotation without grace. */
  public static Rotation oneTime(ReusePenalty penalty, OldAccessToken oldAccessToken) {
    return new Rotation(RotationRule.ONE_TIME, Duration.ZERO, penalty, oldAccessToken);
  }

  /** Returns the rule of refresh tokens that can be used again until they end. */
  public static Rotation reusable(OldAccessToken oldAccessToken) {
    return new Rotation(RotationRule.REUSABLE, Duration.ZERO, ReusePenalty.NONE, oldAccessToken);
  }

  /** Tells whether a refresh kills the access token before it. */
  public boolean killsAccessToken() {
    return oldAccessToken == OldAccessToken.DIES_AT_REFRESH;
  }
}
