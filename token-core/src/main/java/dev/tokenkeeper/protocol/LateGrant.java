package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent.LateAnswer;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import java.time.Instant;

/**
 * Tokens came for a row that has moved on: rule Late. They become a spare, never nothing; those of
 * an epoch that is over for good can only be revoked.
 *
 * @param attemptId the attempt that was answered
 * @param grant sealed for the epoch and generation that it foresaw
 */
public record LateGrant(String attemptId, SealedGrant grant) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.spares().stream().anyMatch(spare -> spare.attemptId().equals(attemptId))) {
      return Transition.none(row);
    }
    boolean mayBeNeeded = row.awaits(grant.epoch());
    Spare.Purpose purpose = mayBeNeeded ? Spare.Purpose.ALTERNATE : Spare.Purpose.REVOKE;
    var spare = new Spare(attemptId, grant.generation() - 1, purpose, grant, now);
    Instant due = mayBeNeeded ? Agenda.later(row.notBefore(), now) : now;
    return Transition.to(row, row.keeping(spare, due), new LateAnswer(row.id(), now, purpose));
  }
}
