package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import java.time.Instant;

/**
 * The row's time has come, but nothing can be sent to its provider now.
 *
 * @param until when it is worth looking again, in store time
 */
public record Postponed(Instant until) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    return Transition.to(row, row.rearmed(Agenda.later(until, now)));
  }
}
