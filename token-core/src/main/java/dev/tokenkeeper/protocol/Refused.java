package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * The provider refused what an attempt sent ({@code invalid_grant}): rule Refused. The refusal of
 * an attempt that is no longer the open one proves nothing.
 *
 * @param attemptId the attempt that was refused
 * @param epoch of the row when it was claimed
 * @param generation of the row when it was claimed
 */
public record Refused(String attemptId, long epoch, long generation) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    Attempt open = row.attempt();
    if (open == null || !proves(row, open)) {
      return Transition.none(row);
    }
    if (open.purpose() == Attempt.Purpose.LOGIN) {
      return Claim.ended(row, FailureKind.LOGIN_REFUSED, now);
    }
    Optional<Spare> alternate = Claim.alternate(row);
    if (alternate.isPresent()) {
      return Transition.to(row, row.promoted(alternate.get(), null, now), failed(row, now));
    }
    Doubt doubt = row.doubt();
    if (open.kind() == Attempt.Kind.REPLAY && doubt != null) {
      Doubt refused = Unanswered.doubt(row, open).asRefused();
      return Transition.to(
          row, row.leftInDoubt(refused, refused.settleAt(), now), failed(row, now));
    }
    if (row.canLogIn()) {
      return Transition.to(row, row.leftToLogin(now), failed(row, now));
    }
    return Claim.ended(
        row, doubt == null ? FailureKind.GRANT_REFUSED : FailureKind.LOST_ROTATION, now);
  }

  private boolean proves(Authorization row, Attempt open) {
    return open.id().equals(attemptId)
        && row.epoch() == epoch
        && row.generation() == generation
        && row.status() == Status.ACTIVE;
  }

  private static RenewalFailed failed(Authorization row, Instant now) {
    return new RenewalFailed(row.id(), now, FailureKind.GRANT_REFUSED, row.failure().count() + 1);
  }
}
