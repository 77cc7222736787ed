package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.protocol.Due;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Read, step, write, as the keeper's ledger does it; and what it then publishes. */
final class Store {
  private final Planted planted;

  Store(Run run) {
    this.planted = new Planted(run);
  }

  Transition step(World world, Happening by, int actor) {
    Transition step = planted.step(by, world.row, Ticks.at(world.tick), actor);
    if (by instanceof Due && step.changes()) {
      spin(world, step.after());
    }
    return step;
  }

  /** A promoted spare is tried at once; else who was due is not due any more. */
  private static void spin(World world, Authorization after) {
    boolean due = after.dueAt() != null && !after.dueAt().isAfter(Ticks.at(world.tick));
    boolean another = after.grant() != null && !after.grant().equals(world.row.grant());
    boolean ended = after.status() != world.row.status();
    if (due && !another && !ended) {
      world.breaks("I6 InDoubtEnds: the sweep spins");
    }
  }

  void write(World world, Transition step, Happening by) {
    Writes.write(world, step, by);
    boolean again = by instanceof Reauthorized && step.changes();
    if (again && world.run.plant() == Plant.ATTEMPT_NUMBER_RESET) {
      world.nextId = 0;
      world.sent = 0;
    }
  }

  /** A late write lands only if its guard holds. */
  static void apply(World world, Transition late, Happening of) {
    if (!Writes.isGuarded(world, late)) {
      return;
    }
    boolean foreign = world.row.revision() != late.before().revision();
    Writes.write(world, foreign ? claimColumns(world.row, late) : late, of);
  }

  /** Where a claim is guarded by less than the revision, it overwrites the claim's columns only. */
  static Transition claimColumns(Authorization row, Transition claim) {
    Attempt attempt = claim.after().attempt();
    return attempt == null || claim.after().dueAt() == null
        ? Transition.none(row)
        : Transition.to(row, row.claimed(attempt, row.doubt(), claim.after().dueAt()));
  }

  /** What a process keeps of a row that it has read or written. */
  static Actor publish(World world, Actor actor, Authorization row) {
    return world.run.bounds().caches() ? actor.publishing(cached(world, row)) : actor;
  }

  private static Actor.@Nullable Cached cached(World world, Authorization row) {
    SealedGrant grant = row.grant();
    if (row.status() != Status.ACTIVE || grant == null || isSuperseded(world, row)) {
      return null;
    }
    Lifetime life = grant.accessLifetime();
    int usable = Ticks.of(life.endsAt() == null ? Instant.MAX : life.endsAt());
    Instant renewal = life.at(world.run.profile().renewal().at());
    int fresh = renewal == null ? usable : Ticks.of(renewal);
    boolean drains = world.run.plant() != Plant.CACHE_NOT_DRAINED;
    return new Actor.Cached(
        row.epoch(), row.generation(), Grants.access(grant), drains ? fresh : usable, usable);
  }

  /** As the product's cache sees it. */
  private static boolean isSuperseded(World world, Authorization row) {
    return world.run.plant() != Plant.CACHE_NOT_DRAINED
        && row.drainAt() != null
        && (row.attempt() != null || row.doubt() != null);
  }
}
