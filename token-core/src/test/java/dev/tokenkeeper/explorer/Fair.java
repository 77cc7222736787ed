package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import org.jspecify.annotations.Nullable;

/** InDoubtEnds: from any state, without further faults, everything comes to rest. */
final class Fair {
  private static final int MOST = 300;
  private static final int LAST_GENERATION = 6;

  private Fair() {}

  /** Returns what has not come to rest, or null; once as it is, once with one process left. */
  static @Nullable String run(World world) {
    String all = run(start(world), false);
    return all != null ? all : run(alone(start(world)), true);
  }

  private static World start(World world) {
    Bounds calm = Bounds.of().upTo(LAST_GENERATION);
    World start = world.then("no more faults", -1);
    start.run = new Run(world.run.mode(), calm, world.run.plant());
    return start;
  }

  private static World alone(World world) {
    world.spend(Fault.CRASH);
    for (int i = 1; i < world.actors.length; i++) {
      for (Request each : world.wire) {
        if (each.sender() == i) {
          world.replace(each, each.isTravelling() ? each.abandoned() : null);
        }
      }
      world.set(i, Actor.IDLE);
    }
    world.known = Writes.held(world.row) | Truth.held(world.actors[0]);
    return world;
  }

  private static @Nullable String run(World start, boolean alone) {
    World world = start;
    var moves = new Moves(world.run);
    for (int i = 0; i < MOST; i++) {
      if (isAtRest(world)) {
        return null;
      }
      World now = world;
      world =
          moves.from(world).stream()
              .filter(next -> !alone || next.who <= 0)
              .findFirst()
              .orElse(now);
      if (world.equals(now)) {
        return "I6 InDoubtEnds: hangs";
      }
      if (world.broken != null) {
        return world.broken;
      }
    }
    return "I6 InDoubtEnds: does not end";
  }

  private static boolean isAtRest(World world) {
    for (Actor actor : world.actors) {
      if (actor.phase() != Actor.Phase.IDLE) {
        return false;
      }
    }
    Authorization row = world.row;
    boolean ends = row.status() == Status.REAUTHORIZATION_REQUIRED;
    return world.wire.isEmpty()
        && row.attempt() == null
        && row.doubt() == null
        && row.status() != Status.REVOKING
        && row.spares().stream().noneMatch(s -> ends || s.purpose() == Spare.Purpose.REVOKE);
  }
}
