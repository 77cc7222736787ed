package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Refused;
import dev.tokenkeeper.protocol.Unanswered;
import java.util.List;

/** What happens to requests and answers under way, at the provider and at who waits for them. */
final class Network {

  /** The provider processes a request. */
  void requests(World world, List<World> all) {
    for (Request request : world.wire) {
      if (request.isTravelling()) {
        World next = world.then("the provider answers", request.sender());
        process(next, request);
        all.add(next);
      }
    }
  }

  private static void process(World world, Request request) {
    Provider provider = world.provider.copy();
    int before = provider.live();
    int answer =
        request.token() < 0 ? provider.login() : provider.refresh(request.token(), world.tick);
    world.provider = provider;
    world.replace(request, request.sender() < 0 ? null : request.answered(answer));
    if (answer >= 0) {
      world.what = "the provider grants";
      return;
    }
    world.what = "the provider refuses";
    int killed = before & ~provider.live();
    if (killed != 0) {
      penalty(world, killed);
    }
  }

  private static void penalty(World world, int killed) {
    int reached = world.known & killed & ~world.surplus;
    for (Request each : world.wire) {
      boolean granted = each.sender() >= 0 && each.answer() >= 0;
      reached |= granted ? killed & 1 << world.provider.refreshOf[each.answer()] : 0;
    }
    if (reached != 0) {
      world.what = "the provider refuses and kills a family that we hold";
      world.breaksUnlessInherent("NoOwnReuse: a family that we hold is killed");
    } else {
      world.what = "the provider refuses and kills what was lost";
      world.inherent = "lost rotation, family ended";
    }
  }

  /** What a sender gets to see. */
  void answers(World world, int actor, List<World> all) {
    if (world.actors[actor].phase() != Actor.Phase.SENT) {
      return;
    }
    for (Request request : world.wire) {
      if (request.sender() == actor) {
        if (!request.isTravelling()) {
          receive(world, actor, request, all);
        } else if (world.may(Fault.LATE)) {
          World next = world.then("gives up, its request still under way", actor);
          next.spend(Fault.LATE);
          next.replace(request, request.abandoned());
          next.set(actor, next.actors[actor].holding(unanswered(next.actors[actor])));
          all.add(next);
        }
        if (world.may(Fault.LOSS)) {
          lose(world, actor, request, all);
        }
      }
    }
  }

  private static void receive(World world, int actor, Request request, List<World> all) {
    World next = world.then("receives the answer", actor);
    next.replace(request, null);
    Actor waiting = next.actors[actor];
    next.set(actor, waiting.holding(judged(next, waiting, request)));
    if (world.run.plant() == Plant.PUBLISH_BEFORE_COMMIT && request.answer() >= 0) {
      Authorization row = waiting.claimedRow();
      int end = world.tick + 2;
      next.set(
          actor,
          next.actors[actor].publishing(
              new Actor.Cached(row.epoch(), row.generation() + 1, request.answer(), end, end)));
    }
    next.known |= request.answer() < 0 ? 0 : 1 << next.provider.refreshOf[request.answer()];
    all.add(next);
  }

  private static void lose(World world, int actor, Request request, List<World> all) {
    String what = request.isTravelling() ? "its request is lost" : "its answer is lost";
    World next = world.then(what, actor);
    next.spend(Fault.LOSS);
    next.replace(request, null);
    Actor waiting = next.actors[actor];
    boolean again = world.run.plant() == Plant.RETRY_ON_IO_EXCEPTION;
    next.set(
        actor,
        again
            ? waiting.claimed(waiting.claimedRow(), world.tick)
            : waiting.holding(unanswered(waiting)));
    all.add(next);
  }

  private static Happening unanswered(Actor actor) {
    Authorization row = actor.claimedRow();
    return new Unanswered(actor.attempt().id(), row.epoch(), row.generation());
  }

  private static Happening judged(World world, Actor actor, Request request) {
    Authorization row = actor.claimedRow();
    Attempt attempt = actor.attempt();
    if (request.answer() < 0) {
      return new Refused(attempt.id(), row.epoch(), row.generation());
    }
    int asked = Ticks.of(attempt.startedAt());
    var grant = world.sealed(request.answer(), row.epoch(), row.generation() + 1, asked);
    return new Granted(attempt.id(), attempt.purpose(), grant, true);
  }
}
