package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;

/**
 * The row's tokens do not open under the right key. Never counted as the provider's failure, and
 * never a reason to ask the user by itself.
 *
 * @param revision of the row that did not open; a newer one is innocent
 */
public record Quarantined(long revision) implements Happening {
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.revision() != revision || row.status() != Status.ACTIVE) {
      return Transition.none(row);
    }
    return Transition.to(
        row,
        row.quarantined(now.plus(LOOK_AGAIN), now),
        new LifecycleEvent.Quarantined(row.id(), now));
  }
}
