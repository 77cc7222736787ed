package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;

/**
 * The session of this generation is ready for its first use.
 *
 * @param epoch of the row when the preparation began
 * @param generation of the row when the preparation began
 */
public record Prepared(long epoch, long generation) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.prepared()
        || row.status() != Status.ACTIVE
        || row.epoch() != epoch
        || row.generation() != generation) {
      return Transition.none(row);
    }
    if (row.attempt() != null || row.doubt() != null) {
      // Somebody is sending: the row is due when another may take over.
      return Transition.to(row, row.prepared(row.dueAt() == null ? now : row.dueAt()));
    }
    Authorization ready = row.prepared(now);
    return Transition.to(row, Granted.schedule(ready, profile, now));
  }
}
