package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Due;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;
import dev.tokenkeeper.protocol.Refused;
import dev.tokenkeeper.protocol.Released;
import dev.tokenkeeper.protocol.RevocationRequested;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.protocol.Unanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The product's step function, with at most one bug planted around it. */
final class Planted {
  private final Plant plant;
  private final ProviderProfile profile;

  Planted(Run run) {
    this.plant = run.plant();
    this.profile = run.profile();
  }

  Transition step(Happening by, Authorization row, Instant now, int actor) {
    return switch (plant) {
      case CAS_ON_LEASE, DROP_LATE_RESULT, STORE_ONLY_IF_ACTIVE, NO_QUIET_PERIOD ->
          by instanceof Granted granted ? store(granted, row, now) : by.on(row, profile, now);
      case LOCAL_CLOCK_LEASE, LAST_ONLY_ONCE, TAKEOVER_AT_DEADLINE, LAST_BEFORE_ALTERNATE ->
          by instanceof Claim || by instanceof Due
              ? claim(by, row, now, actor)
              : by.on(row, profile, now);
      case OLD_REFUSAL_ACCEPTED, REFUSED_REPLAY_ENDS ->
          by instanceof Refused refused ? refused(refused, row, now) : by.on(row, profile, now);
      default -> changed(by, by.on(row, profile, now), now);
    };
  }

  private Transition store(Granted granted, Authorization row, Instant now) {
    Attempt open = row.attempt();
    boolean late =
        granted.grant().epoch() != row.epoch()
            || granted.grant().generation() != row.generation() + 1;
    boolean dropped =
        switch (plant) {
          case CAS_ON_LEASE -> open == null || !open.id().equals(granted.attemptId());
          case DROP_LATE_RESULT -> late;
          case STORE_ONLY_IF_ACTIVE -> row.status() == Status.REAUTHORIZATION_REQUIRED;
          default -> false;
        };
    if (dropped) {
      return Transition.none(row);
    }
    Transition step = granted.on(row, profile, now);
    return plant == Plant.NO_QUIET_PERIOD && !late
        ? Rewrite.after(step, next -> next.notBefore(now).dueAt(now))
        : step;
  }

  private Transition claim(Happening by, Authorization row, Instant now, int actor) {
    return switch (plant) {
      case LOCAL_CLOCK_LEASE ->
          by.on(row, profile, actor == 1 ? now.plus(Ticks.TICK.multipliedBy(2)) : now);
      case TAKEOVER_AT_DEADLINE -> from(row, by.on(Rewrite.settledAtDeadline(row), profile, now));
      case LAST_BEFORE_ALTERNATE -> lastFirst(by, row, now);
      default -> lastOnce(by, row, now);
    };
  }

  private Transition lastOnce(Happening by, Authorization row, Instant now) {
    Attempt open = row.attempt();
    boolean usedUp =
        open != null && open.kind() == Attempt.Kind.LAST && !now.isBefore(open.settleAt());
    return usedUp
        ? Transition.to(row, row.leftToUser(FailureKind.LOST_ROTATION, now))
        : by.on(row, profile, now);
  }

  private Transition lastFirst(Happening by, Authorization row, Instant now) {
    Transition step = by.on(Rewrite.withoutAlternates(row), profile, now);
    Attempt next = step.after().attempt();
    boolean last = next != null && next.kind() == Attempt.Kind.LAST && step.changes();
    return last
        ? from(row, Rewrite.after(step, after -> after.spares(row.spares())))
        : by.on(row, profile, now);
  }

  private Transition refused(Refused refused, Authorization row, Instant now) {
    Attempt open = row.attempt();
    if (plant == Plant.OLD_REFUSAL_ACCEPTED && open != null) {
      return new Refused(open.id(), refused.epoch(), refused.generation()).on(row, profile, now);
    }
    Transition step = refused.on(row, profile, now);
    Doubt left = step.after().doubt();
    return step.changes() && left != null && left.refused()
        ? Transition.to(row, row.leftToUser(FailureKind.LOST_ROTATION, now))
        : step;
  }

  private Transition changed(Happening by, Transition step, Instant now) {
    Authorization before = step.before();
    Authorization after = step.after();
    Doubt doubt = after.doubt();
    return switch (plant) {
      case REVOKE_NOT_FENCED ->
          by instanceof RevocationRequested
              ? Rewrite.after(
                  step, next -> next.epoch(before.epoch()).generation(before.generation()))
              : step;
      case RELEASE_FORGETS_DOUBT ->
          by instanceof Released ? Rewrite.after(step, next -> next.doubt(null)) : step;
      case UNKNOWN_AS_ACTIVE ->
          by instanceof Unanswered ? Rewrite.after(step, next -> next.doubt(null)) : step;
      case WINDOW_FROM_LAST_START ->
          doubt != null && (by instanceof Claim || by instanceof Due)
              ? Rewrite.after(
                  step, next -> next.doubt(new Doubt(now, doubt.settleAt(), doubt.refused())))
              : step;
      case REAUTHORIZATION_BUMPS_GENERATION ->
          after.status() == Status.REAUTHORIZATION_REQUIRED && before.status() == Status.ACTIVE
              ? Rewrite.after(step, next -> next.generation(before.generation() + 1))
              : step;
      case ALTERNATE_WITHOUT_EPOCH ->
          by instanceof Granted ? Rewrite.after(step, next -> next.spares(tried(after))) : step;
      case REAUTHORIZE_FORGETS_REVOCATION ->
          by instanceof Reauthorized ? Rewrite.after(step, next -> next.spares(List.of())) : step;
      case PROMOTE_KEEPS_GENERATION ->
          isPromotion(before, after)
              ? Rewrite.after(step, next -> next.generation(before.generation()))
              : step;
      default -> step;
    };
  }

  private static boolean isPromotion(Authorization before, Authorization after) {
    return before.epoch() == after.epoch()
        && after.generation() == before.generation() + 1
        && before.spares().stream().anyMatch(spare -> spare.grant().equals(after.grant()));
  }

  /** Late answers are kept to be tried, whatever epoch they are of. */
  private static List<Spare> tried(Authorization row) {
    List<Spare> all = new ArrayList<>();
    for (Spare each : row.spares()) {
      boolean late = each.grant().generation() > 0;
      all.add(
          late
              ? new Spare(
                  each.attemptId(),
                  each.parentGeneration(),
                  Spare.Purpose.ALTERNATE,
                  each.grant(),
                  each.createdAt())
              : each);
    }
    return all;
  }

  private static Transition from(Authorization row, Transition step) {
    return step.changes() ? new Transition(row, step.after(), step.events()) : Transition.none(row);
  }
}
