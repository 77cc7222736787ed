package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * Some send of this generation has an unknown outcome.
 *
 * @param since start of the first attempt of the generation whose outcome is unknown; a provider's
 *     replay window counts from here, never from a replay's own start
 * @param settleAt when the latest of its sends has settled
 * @param refused a replay was refused before settle: wait for settle, then end
 */
public record Doubt(Instant since, Instant settleAt, boolean refused) {
  /** Refuses null. */
  public Doubt {
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(settleAt, "settleAt");
  }

  /** Returns the same doubt after a refused replay. */
  public Doubt asRefused() {
    return new Doubt(since, settleAt, true);
  }
}
