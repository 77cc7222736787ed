package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row's time has come and a sweeper has seen it: it is claimed, put off, or left to whom it
 * belongs. Whatever happens, it is not due any more.
 *
 * @param attemptId for the claim, if there is one
 * @param owner the sweeping node's name
 * @param lastUsedAt when this node was last asked for the token, or null; the row knows others' use
 */
public record Due(String attemptId, String owner, @Nullable Instant lastUsedAt)
    implements Happening {

  /** A row that permits no step although it is due is looked at again so soon. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** Longer than a provider's penalty that begins anew at every request. */
  private static final Duration TELL_AGAIN = Duration.ofSeconds(90);

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    return switch (row.status()) {
      case ACTIVE -> active(row, profile, now);
      case QUARANTINED -> Transition.to(row, row.rearmed(now.plus(LOOK_AGAIN)));
      case REVOKING -> Transition.to(row, row.rearmed(now.plus(TELL_AGAIN)));
      case REVOKED, REAUTHORIZATION_REQUIRED -> ended(row, now);
    };
  }

  /** An answer that came after the end may still be alive. */
  private static Transition ended(Authorization row, Instant now) {
    Optional<Spare> alternate = Claim.alternate(row);
    if (alternate.isPresent() && row.status() == Status.REAUTHORIZATION_REQUIRED) {
      return Transition.to(row, row.promoted(alternate.get(), null, now));
    }
    return Transition.to(row, row.rearmed(row.spares().isEmpty() ? null : now.plus(TELL_AGAIN)));
  }

  private Transition active(Authorization row, ProviderProfile profile, Instant now) {
    var agenda = new Agenda(row, profile);
    if (!row.prepared()) {
      return Transition.to(row, row.rearmed(now.plus(profile.timing().attempt())));
    }
    Instant own = Agenda.later(agenda.renewal(), row.notBefore());
    if (hasSparesToRevoke(row) && isAtRest(row) && now.isBefore(own)) {
      return Transition.to(row, row.rearmed(soon(own, now)));
    }
    if (maySleep(row, agenda, now)) {
      Instant next = agenda.keepAlive(now);
      return Transition.to(row, row.rearmed(hasSparesToRevoke(row) ? soon(next, now) : next));
    }
    Transition claim = new Claim(attemptId, owner).on(row, profile, now);
    return claim.changes() ? claim : Transition.to(row, row.rearmed(firstStep(row, agenda, now)));
  }

  private boolean maySleep(Authorization row, Agenda agenda, Instant now) {
    return agenda.sleepsWhenIdle() && isAtRest(row) && !agenda.keepAliveIsDue(now) && isIdle(row);
  }

  private static Instant soon(Instant next, Instant now) {
    Instant again = now.plus(TELL_AGAIN);
    return next.isBefore(again) ? next : again;
  }

  private static boolean isAtRest(Authorization row) {
    return row.attempt() == null && row.doubt() == null;
  }

  private static boolean hasSparesToRevoke(Authorization row) {
    return row.spares().stream().anyMatch(spare -> spare.purpose() == Spare.Purpose.REVOKE);
  }

  private boolean isIdle(Authorization row) {
    Instant used = Used.latest(row.lastUsedAt(), lastUsedAt);
    return row.grant() != null
        && (used == null || used.isBefore(row.grant().accessLifetime().issuedAt()));
  }

  private static Instant firstStep(Authorization row, Agenda agenda, Instant now) {
    Instant at = row.notBefore();
    if (row.attempt() != null) {
      at = agenda.firstTakeover(row.attempt());
    } else if (row.doubt() != null) {
      at = agenda.ladder(row.doubt(), row.failure().count(), now);
    }
    return at.isAfter(now) ? at : now.plus(LOOK_AGAIN);
  }
}
