package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import java.time.Instant;

/**
 * The provider has been told of a spare's tokens, or cannot be told: rule RevokeWorker.
 *
 * @param spare as read
 */
public record SpareRevoked(Spare spare) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    return row.spares().contains(spare)
        ? Transition.to(row, row.without(spare))
        : Transition.none(row);
  }
}
