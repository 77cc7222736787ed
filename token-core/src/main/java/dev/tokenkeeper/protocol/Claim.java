package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.InDoubt;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to send for this row: rules Claim, Takeover, Promote and LadderEnd. The claimer
 * may send if, and only if, the row's attempt is its own afterwards.
 *
 * @param attemptId random and never used before, not even by a retry of the same claim
 * @param owner the claiming node's name, for people
 */
public record Claim(String attemptId, String owner) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.status() != Status.ACTIVE || row.grant() == null) {
      return Transition.none(row);
    }
    Attempt open = row.attempt();
    if (open != null && now.isBefore(new Agenda(row, profile).firstTakeover(open))) {
      return Transition.none(row);
    }
    return take(row, profile, now);
  }

  /** Returns what a claim at this instant would send, so that the right permit can be had first. */
  public static Attempt.Purpose purpose(Authorization row, ProviderProfile profile, Instant now) {
    Attempt.Purpose purpose = new Agenda(row, profile).purpose(now);
    return purpose == null ? Attempt.Purpose.REFRESH : purpose;
  }

  private Transition take(Authorization row, ProviderProfile profile, Instant now) {
    var agenda = new Agenda(row, profile);
    Attempt.Purpose purpose = agenda.purpose(now);
    if (purpose == null) {
      return ended(row, FailureKind.SESSION_ENDED, now);
    }
    if (now.isBefore(row.notBefore())) {
      return Transition.none(row);
    }
    Doubt doubt = doubt(row);
    return purpose == Attempt.Purpose.REFRESH && doubt != null
        ? resolve(row, profile, agenda, doubt, now)
        : claimed(row, profile, Attempt.Kind.FIRST, purpose, doubt, now);
  }

  /** The ladder of a doubt: a replay, a spare, a last replay, a person. */
  private Transition resolve(
      Authorization row, ProviderProfile profile, Agenda agenda, Doubt doubt, Instant now) {
    boolean settled = !now.isBefore(doubt.settleAt());
    Attempt.Kind kind = agenda.replay(doubt, now);
    boolean givenUp = !now.isBefore(doubt.since().plus(profile.timing().longestDoubt()));
    boolean over = settled && (doubt.refused() || kind == null || givenUp);
    Optional<Spare> spare = doubt.refused() ? alternate(row) : unsent(row);
    if (settled && (over || burnsFamily(kind, profile)) && spare.isPresent()) {
      return Transition.to(row, row.promoted(spare.get(), displaced(row, doubt, now), now));
    }
    if (over) {
      return ended(row, FailureKind.LOST_ROTATION, now);
    }
    if (kind == null || (doubt.refused() && !settled)) {
      return row.attempt() == null
          ? Transition.none(row)
          : Transition.to(row, row.leftInDoubt(doubt, doubt.settleAt(), now));
    }
    return claimed(row, profile, kind, Attempt.Purpose.REFRESH, doubt, now);
  }

  private Transition claimed(
      Authorization row,
      ProviderProfile profile,
      Attempt.Kind kind,
      Attempt.Purpose purpose,
      @Nullable Doubt doubt,
      Instant now) {
    Instant deadline = new Agenda(row, profile).deadline(kind, doubt, now);
    Instant settle = deadline.plus(profile.timing().settleAllowance());
    var attempt = new Attempt(attemptId, owner, kind, purpose, now, deadline, settle);
    Authorization next =
        row.claimed(attempt, doubt, new Agenda(row, profile).firstTakeover(attempt));
    boolean doubtIsNew = doubt != null && row.doubt() == null;
    return doubtIsNew
        ? Transition.to(row, next, new InDoubt(row.id(), now, row.epoch(), row.generation()))
        : Transition.to(row, next);
  }

  static Transition ended(Authorization row, FailureKind why, Instant now) {
    return Transition.to(
        row, row.leftToUser(why, now), new ReauthorizationRequired(row.id(), now, why));
  }

  /** The doubt there is, or that an attempt leaves whose owner did not come back. */
  private static @Nullable Doubt doubt(Authorization row) {
    Attempt open = row.attempt();
    if (open == null || open.purpose() != Attempt.Purpose.REFRESH) {
      return row.doubt();
    }
    return Unanswered.doubt(row, open);
  }

  static Optional<Spare> alternate(Authorization row) {
    return alternates(row).findFirst();
  }

  /** Without an answer, two grants that were both sent would take each other's place for ever. */
  private static Optional<Spare> unsent(Authorization row) {
    return alternates(row).filter(s -> s.parentGeneration() < s.grant().generation()).findFirst();
  }

  private static Stream<Spare> alternates(Authorization row) {
    return row.spares().stream()
        .filter(s -> s.purpose() == Spare.Purpose.ALTERNATE && isOfCurrent(row, s));
  }

  /** Where a displaced grant came back, its epoch differs from the row's. */
  private static boolean isOfCurrent(Authorization row, Spare spare) {
    long epoch = spare.grant().epoch();
    return epoch == row.epoch() || (row.grant() != null && epoch == row.grant().epoch());
  }

  private static boolean burnsFamily(Attempt.@Nullable Kind kind, ProviderProfile profile) {
    return kind == Attempt.Kind.LAST && profile.rotation().penalty() == ReusePenalty.FAMILY;
  }

  /** The current grant was not refused, so it is kept as a spare in turn. */
  private @Nullable Spare displaced(Authorization row, Doubt doubt, Instant now) {
    return doubt.refused() || row.grant() == null
        ? null
        : new Spare(attemptId, row.generation(), Spare.Purpose.ALTERNATE, row.grant(), now);
  }
}
