package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;

/**
 * The provider has been told of the current tokens, or cannot be told: rule RevokeWorker.
 *
 * @param epoch the epoch that was being revoked
 */
public record Revoked(long epoch) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.status() != Status.REVOKING || row.epoch() != epoch) {
      return Transition.none(row);
    }
    Authorization next = row.revoked();
    return Transition.to(
        row,
        row.spares().isEmpty() ? next : next.rearmed(now),
        new LifecycleEvent.Revoked(row.id(), now));
  }
}
