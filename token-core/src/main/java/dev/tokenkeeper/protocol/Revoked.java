package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenRevocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The provider has been told of the current tokens, or cannot be told: rule RevokeWorker.
 *
 * @param epoch the epoch that was being revoked
 * @param tokens what has become of each
 */
public record Revoked(long epoch, List<TokenRevocation> tokens) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.status() != Status.REVOKING || row.epoch() != epoch) {
      return Transition.none(row);
    }
    Authorization next = row.revoked();
    return new Transition(row, row.spares().isEmpty() ? next : next.rearmed(now), events(row, now));
  }

  private List<LifecycleEvent> events(Authorization row, Instant now) {
    List<LifecycleEvent> all = new ArrayList<>(SpareRevoked.events(row, tokens, now));
    all.add(new LifecycleEvent.Revoked(row.id(), now));
    return all;
  }
}
