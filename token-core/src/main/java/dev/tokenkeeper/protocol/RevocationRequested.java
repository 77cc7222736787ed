package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent.Revoking;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;

/**
 * The user leaves: rule Revoke. Reading ends with this write; nothing older can be stored again.
 */
public record RevocationRequested() implements Happening {
  /** The node that was asked tells the provider at once; only if it dies must another. */
  private static final Duration TELLING = Duration.ofSeconds(30);

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.isAbsent() || row.status() == Status.REVOKING || row.status() == Status.REVOKED) {
      return Transition.none(row);
    }
    Authorization next = row.revoking(now.plus(TELLING), now);
    return Transition.to(row, next, new Revoking(row.id(), now, next.epoch()));
  }
}
