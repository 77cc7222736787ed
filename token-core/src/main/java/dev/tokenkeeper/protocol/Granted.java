package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import java.time.Instant;

/**
 * An attempt was answered with tokens: rule Store. There is no condition on status, owner or
 * attempt: the answer may hold the only live refresh token. Only epoch and generation count.
 *
 * @param attemptId the attempt that was answered
 * @param purpose what it had sent
 * @param grant sealed for the epoch and generation that it foresaw
 * @param prepared whether the session needs no preparation
 */
public record Granted(
    String attemptId, Attempt.Purpose purpose, SealedGrant grant, boolean prepared)
    implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (attemptId.equals(row.lastCommittedAttempt())) {
      return Transition.none(row);
    }
    if (grant.epoch() != row.epoch() || grant.generation() != row.generation() + 1) {
      return new LateGrant(attemptId, grant).on(row, profile, now);
    }
    Authorization next =
        row.renewed(grant, attemptId, prepared, quietUntil(row, profile, now), now);
    var event = new Renewed(row.id(), now, next.epoch(), next.generation(), purpose);
    return Transition.to(row, schedule(next, profile, now), event);
  }

  /**
   * After a commit that ends a doubt nobody sends before settle: the next generation's refresh must
   * not overtake an abandoned request of this one, which would then count as reuse.
   */
  private Instant quietUntil(Authorization row, ProviderProfile profile, Instant now) {
    Instant soonest = now.plus(profile.timing().minPeriod());
    Attempt open = row.attempt();
    Doubt doubt = row.doubt();
    if (purpose != Attempt.Purpose.REFRESH) {
      return soonest;
    }
    if (doubt != null) {
      soonest = Agenda.later(soonest, doubt.settleAt());
    }
    if (open != null && (doubt != null || !open.id().equals(attemptId))) {
      soonest = Agenda.later(soonest, open.settleAt());
    }
    return soonest;
  }

  /** A displaced grant waits for a confirmation, not for a time. */
  private static boolean hasSparesToLookAfter(Authorization row) {
    return row.spares().stream().anyMatch(spare -> !spare.isDisplaced());
  }

  /** Sets when the new tokens drain and when the row is due. */
  static Authorization schedule(Authorization next, ProviderProfile profile, Instant now) {
    var agenda = new Agenda(next, profile);
    Instant due = Agenda.later(agenda.renewal(), next.notBefore());
    if (!next.prepared()) {
      // The owner prepares at once; only if it dies must another.
      due = now.plus(profile.timing().attempt());
    }
    // Spares are looked after as soon as anything may be sent.
    Instant spares = Agenda.later(next.notBefore(), now);
    return next.scheduled(
        agenda.drain(), !hasSparesToLookAfter(next) || due.isBefore(spares) ? due : spares);
  }
}
