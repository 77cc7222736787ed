package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.InDoubt;
import dev.tokenkeeper.domain.ProviderProfile;
import java.time.Instant;

/**
 * Bytes of an attempt were written and no usable answer came: rule Unknown.
 *
 * @param attemptId the attempt
 * @param epoch of the row when it was claimed
 * @param generation of the row when it was claimed
 */
public record Unanswered(String attemptId, long epoch, long generation) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    Attempt open = row.attempt();
    if (open == null
        || !open.id().equals(attemptId)
        || row.epoch() != epoch
        || row.generation() != generation) {
      return Transition.none(row);
    }
    if (open.purpose() != Attempt.Purpose.REFRESH) {
      // A login or a mint consumes nothing: it is simply made again.
      return new Released(attemptId, FailureKind.UNKNOWN_OUTCOME, null).on(row, profile, now);
    }
    Doubt doubt = doubt(row, open);
    Instant due = new Agenda(row, profile).ladder(doubt, row.failure().count() + 1, now);
    return Transition.to(
        row,
        row.leftInDoubt(doubt, due, now),
        new InDoubt(row.id(), now, row.epoch(), row.generation()));
  }

  /** The doubt that is left of an open attempt and of those before it. */
  static Doubt doubt(Authorization row, Attempt open) {
    Doubt earlier = row.doubt();
    return earlier == null
        ? new Doubt(open.startedAt(), open.settleAt(), false)
        : new Doubt(
            earlier.since(), Agenda.later(earlier.settleAt(), open.settleAt()), earlier.refused());
  }
}
