package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Authorization;
import java.util.ArrayList;
import java.util.List;

/** All that can happen next in a state. */
final class Moves {
  private final Processes processes;
  private final Network network;
  private final Clock clock = new Clock();

  Moves(Run run) {
    Store store = new Store(run);
    this.processes = new Processes(store);
    this.network = new Network();
  }

  List<World> from(World world) {
    List<World> next = new ArrayList<>();
    for (int actor = 0; actor < world.actors.length; actor++) {
      processes.moves(world, actor, next);
      network.answers(world, actor, next);
      if (world.may(Fault.CRASH) && !world.actors[actor].isIdle(world.tick)) {
        crash(world, actor, next);
      }
    }
    network.requests(world, next);
    ghost(world, next);
    clock.passes(world, next);
    next.forEach(Truth::check);
    return next;
  }

  private static void crash(World world, int actor, List<World> all) {
    World next = world.then("crashes and starts again", actor);
    next.spend(Fault.CRASH);
    if (next.actors[actor].phase() == Actor.Phase.HOLDING) {
      next.known &= ~Truth.held(next.actors[actor]) | Writes.held(next.row) | others(next, actor);
    }
    next.set(actor, Actor.IDLE);
    for (Request request : world.wire) {
      if (request.sender() == actor) {
        next.replace(request, request.isTravelling() ? request.abandoned() : null);
      }
    }
    if (actor == World.FRONT_DOOR) {
      next.endAsRead = -1;
    }
    all.add(next);
  }

  private static int others(World world, int except) {
    int held = 0;
    for (int i = 0; i < world.actors.length; i++) {
      held |= i == except ? 0 : Truth.held(world.actors[i]);
    }
    return held;
  }

  /** A write of unknown outcome is applied after all. */
  private static void ghost(World world, List<World> all) {
    if (world.ghost != null) {
      World next = world.then("the store applies a write that nobody waits for", -1);
      next.ghost = null;
      Authorization before = next.row;
      Store.apply(next, world.ghost, world.ghostOf);
      if (!next.row.equals(before)) {
        all.add(next);
      }
    }
  }
}
