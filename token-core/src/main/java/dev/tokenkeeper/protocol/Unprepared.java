package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;

/**
 * The session of this generation could not be made ready; it is tried again later.
 *
 * @param epoch of the row when the preparation began
 * @param generation of the row when the preparation began
 */
public record Unprepared(long epoch, long generation) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.prepared()
        || row.status() != Status.ACTIVE
        || row.epoch() != epoch
        || row.generation() != generation) {
      return Transition.none(row);
    }
    int failures = row.failure().count() + 1;
    Instant due = now.plus(profile.timing().backoff(failures));
    return Transition.to(
        row,
        row.unprepared(due, now),
        new RenewalFailed(row.id(), now, FailureKind.PREPARATION_FAILED, failures));
  }
}
