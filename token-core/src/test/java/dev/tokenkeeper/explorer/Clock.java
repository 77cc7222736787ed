package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.protocol.Granted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time passes to the next instant at which something changes, unless an assumption forbids it. */
final class Clock {

  void passes(World world, List<World> all) {
    int to = next(world);
    if (to < Integer.MAX_VALUE && to < end(world)) {
      World next = world.then("time passes", -1);
      next.tick = to;
      all.add(next);
    }
  }

  /** The first tick that the assumptions keep back. */
  private static int end(World world) {
    Bounds bounds = world.run.bounds();
    int end = Integer.MAX_VALUE;
    for (Request request : world.wire) {
      boolean travels = request.isTravelling();
      if (bounds.holds(travels ? Assumption.A7 : Assumption.A1B)) {
        end = Math.min(end, travels ? request.limit() : request.settle());
      }
    }
    for (Actor actor : world.actors) {
      if (actor.held() instanceof Granted && bounds.holds(Assumption.A1B)) {
        end = Math.min(end, Ticks.of(actor.attempt().settleAt()));
      }
    }
    return end;
  }

  private static int next(World world) {
    Authorization row = world.row;
    int next = after(world, row.dueAt(), Integer.MAX_VALUE);
    next = after(world, row.notBefore(), next);
    Attempt attempt = row.attempt();
    if (attempt != null) {
      next = after(world, attempt.deadline(), after(world, attempt.settleAt(), next));
    }
    Doubt doubt = row.doubt();
    if (doubt != null) {
      next = after(world, doubt.settleAt(), next);
      next = after(world, doubt.since().plus(Ticks.TICK.multipliedBy(Mode.WINDOW)), next);
    }
    for (Actor actor : world.actors) {
      next = actor(world, actor, next);
    }
    for (Request request : world.wire) {
      next = request.limit() > world.tick ? Math.min(next, request.limit()) : next;
    }
    boolean promised = world.unservedFrom > world.tick && world.run.bounds().caches();
    return promised ? Math.min(next, world.unservedFrom) : next;
  }

  private static int actor(World world, Actor actor, int next) {
    int first = next;
    if (actor.phase() == Actor.Phase.CLAIMING || actor.phase() == Actor.Phase.CLAIMED) {
      first = Math.min(first, world.tick + 1);
    }
    if (actor.held() instanceof Granted) {
      first = after(world, actor.attempt().settleAt(), first);
    }
    Actor.Cached cached = actor.cached();
    if (cached != null && cached.usableUntil() > world.tick) {
      first = Math.min(first, cached.usableUntil());
      first = cached.freshUntil() > world.tick ? Math.min(first, cached.freshUntil()) : first;
    }
    return first;
  }

  private static int after(World world, @Nullable Instant instant, int next) {
    int tick = instant == null ? 0 : Ticks.of(instant);
    return tick > world.tick ? Math.min(next, tick) : next;
  }
}
