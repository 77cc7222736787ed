package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process is doing. The third one is the front door, where the user comes in.
 *
 * @param row as claimed, where there is a claim
 * @param since the tick at which the claim was asked for
 * @param held what has happened and is not stored yet
 * @param pending computed on the row as read, and not written yet
 * @param toTell the spares that the provider is to be told of; then the current grant
 * @param told whether the provider has been told of the first of them
 * @param cached what readers here are given
 */
record Actor(
    Phase phase,
    @Nullable Authorization row,
    int since,
    @Nullable Happening held,
    @Nullable Transition pending,
    List<Spare> toTell,
    boolean told,
    @Nullable Cached cached) {

  static final Actor IDLE = new Actor(Phase.IDLE, null, 0, null, null, List.of(), false, null);

  /** Where a process stands. */
  enum Phase {
    IDLE,
    /** A claim is computed and not written. */
    CLAIMING,
    /** A claim was written, and nobody said what became of it. */
    UNSURE,
    CLAIMED,
    SENT,
    HOLDING,
    TELLING
  }

  /**
   * A row as this process last published it.
   *
   * @param freshUntil the first tick at which readers see to a renewal first
   * @param usableUntil the first tick at which it is not served at all
   */
  record Cached(long epoch, long generation, int access, int freshUntil, int usableUntil) {}

  /** Whether it would lose nothing by a crash. */
  boolean isIdle(int tick) {
    return phase == Phase.IDLE && (cached == null || cached.usableUntil <= tick);
  }

  Actor idle() {
    return cached == null
        ? IDLE
        : new Actor(Phase.IDLE, null, 0, null, null, List.of(), false, cached);
  }

  Actor claiming(Transition claim, int now) {
    return new Actor(Phase.CLAIMING, null, now, null, claim, List.of(), false, cached);
  }

  Actor unsure() {
    return new Actor(Phase.UNSURE, null, since, null, pending, List.of(), false, cached);
  }

  Actor claimed(Authorization claimed, int now) {
    return new Actor(Phase.CLAIMED, claimed, now, null, null, List.of(), false, cached);
  }

  Actor sent() {
    return new Actor(Phase.SENT, row, since, null, null, List.of(), false, cached);
  }

  Actor holding(Happening happening) {
    return new Actor(Phase.HOLDING, row, since, happening, null, List.of(), false, cached);
  }

  Actor writing(@Nullable Transition computed) {
    return new Actor(phase, row, since, held, computed, toTell, told, cached);
  }

  Actor telling(Authorization as, List<Spare> spares) {
    return new Actor(Phase.TELLING, as, since, null, null, spares, false, cached);
  }

  Actor hasTold() {
    return new Actor(phase, row, since, held, pending, toTell, true, cached);
  }

  Actor publishing(@Nullable Cached next) {
    return new Actor(phase, row, since, held, pending, toTell, told, next);
  }

  /** The row as claimed. */
  Authorization claimedRow() {
    if (row == null) {
      throw new IllegalStateException("nothing is claimed");
    }
    return row;
  }

  @Nullable Authorization claimedRowOrNull() {
    return row;
  }

  /** The attempt that was claimed. */
  Attempt attempt() {
    Attempt attempt = claimedRow().attempt();
    if (attempt == null) {
      throw new IllegalStateException("nothing is claimed");
    }
    return attempt;
  }

  Happening happening() {
    if (held == null) {
      throw new IllegalStateException("nothing has happened");
    }
    return held;
  }

  Transition computed() {
    if (pending == null) {
      throw new IllegalStateException("nothing is computed");
    }
    return pending;
  }
}
