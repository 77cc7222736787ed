package dev.tokenkeeper.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When something was issued and when it ends.
 *
 * @param issuedAt the store's time just before it was asked for, so that it never seems to live
 *     longer than it does
 * @param endsAt the first instant at which it is dead, or null if nothing is known to end it
 */
public record Lifetime(Instant issuedAt, @Nullable Instant endsAt) {

  /** Refuses an end before the beginning. */
  public Lifetime {
    Objects.requireNonNull(issuedAt, "issuedAt");
    if (endsAt != null && endsAt.isBefore(issuedAt)) {
      throw new IllegalArgumentException(
          "A lifetime from " + issuedAt + " cannot end at " + endsAt);
    }
  }

  /** Returns the lifetime that begins at {@code issuedAt} and lasts {@code length}. */
  public static Lifetime of(Instant issuedAt, Duration length) {
    return new Lifetime(issuedAt, issuedAt.plus(length));
  }

  /** Tells whether it has ended at {@code now}. */
  public boolean isOver(Instant now) {
    return endsAt != null && !now.isBefore(endsAt);
  }

  /** Tells whether, at {@code now}, it will go on for at least {@code length}. */
  public boolean lastsFor(Duration length, Instant now) {
    return endsAt == null || !now.plus(length).isAfter(endsAt);
  }

  /** Returns the same lifetime cut to end no later than {@code bound}; null cuts nothing. */
  public Lifetime boundedBy(@Nullable Instant bound) {
    if (bound == null || (endsAt != null && !bound.isBefore(endsAt))) {
      return this;
    }
    return new Lifetime(issuedAt, bound.isBefore(issuedAt) ? issuedAt : bound);
  }

  /**
   * Returns the instant at which the given part of the life is over, null if it never ends.
   *
   * @param fraction 0 to 1
   */
  public @Nullable Instant at(double fraction) {
    if (endsAt == null) {
      return null;
    }
    return issuedAt.plusMillis((long) (Duration.between(issuedAt, endsAt).toMillis() * fraction));
  }
}
