package dev.tokenkeeper.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How renewing has gone lately.
 *
 * @param kind the latest failure since the last success, or null; once it says that the grant is
 *     dead, or refused, it goes on to say so, whatever else fails meanwhile
 * @param count failures in a row, 0 after a success
 * @param since when the first of them happened, or null
 * @param lastSuccess when tokens were last stored, or null
 */
public record Failure(
    @Nullable FailureKind kind, int count, @Nullable Instant since, @Nullable Instant lastSuccess) {

  /** Nothing has happened yet. */
  public static final Failure NONE = new Failure(null, 0, null, null);

  /** Returns the state after a further failure. */
  public Failure and(FailureKind next, Instant now) {
    return new Failure(
        isGrantDead() || (isDoubted() && !isDead(next)) ? kind : next,
        Math.min(count, 1_000_000) + 1,
        since == null ? now : since,
        lastSuccess);
  }

  /** Returns the state after another grant took the place of the one that failed. */
  public Failure ofAnotherGrant() {
    return new Failure(null, count, since, lastSuccess);
  }

  /** Tells whether the current refresh token is known to be dead: sending it can help nobody. */
  public boolean isGrantDead() {
    return isDead(kind);
  }

  private static boolean isDead(@Nullable FailureKind kind) {
    return kind == FailureKind.GRANT_REFUSED || kind == FailureKind.SESSION_ENDED;
  }

  /** Tells whether the provider has refused the current refresh token, which was not believed. */
  public boolean isDoubted() {
    return kind == FailureKind.REFUSAL_DOUBTED;
  }

  /** Returns the state after a success. */
  public static Failure succeeded(Instant now) {
    return new Failure(null, 0, null, now);
  }
}
