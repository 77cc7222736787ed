package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.testkit.MovableClock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider knows of one family of refresh tokens {@code rt-0, rt-1, ...}: which one is
 * current, and what presenting a spent one costs. Belongs to one thread at a time.
 */
final class RotatingProvider {
  private static final Pattern TOKEN = Pattern.compile("refresh_token=rt-(\\d+)");
  private static final String REFUSAL = "{\"error\":\"invalid_grant\"}";

  private final Rotation rotation;
  private final MovableClock clock;
  private int current;
  private Instant rotatedAt = Instant.EPOCH;
  private boolean dead;

  RotatingProvider(Rotation rotation, MovableClock clock) {
    this.rotation = rotation;
    this.clock = clock;
  }

  /** Does what a request asks for and returns the body of the answer. */
  synchronized String process(String request) {
    Matcher token = TOKEN.matcher(request);
    int presented = token.find() ? Integer.parseInt(token.group(1)) : -1;
    if (dead) {
      return REFUSAL;
    }
    if (presented == current) {
      rotate();
    } else if (presented != current - 1 || !isInWindow()) {
      dead = true;
      return REFUSAL;
    }
    return "{\"access_token\":\"at-%d\",\"refresh_token\":\"rt-%d\",\"expires_in\":300}"
        .formatted(current, current);
  }

  private void rotate() {
    if (rotation.rule() != RotationRule.REUSABLE) {
      current++;
      rotatedAt = clock.instant();
    }
  }

  private boolean isInWindow() {
    return clock.instant().isBefore(rotatedAt.plus(rotation.replayWindow()));
  }

  synchronized boolean isAlive() {
    return !dead;
  }
}
