package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Due;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;
import dev.tokenkeeper.protocol.Released;
import dev.tokenkeeper.protocol.RevocationRequested;
import dev.tokenkeeper.protocol.Revoked;
import dev.tokenkeeper.protocol.SpareRevoked;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What processes do next: sweep, claim, send, store, tell; each step on its own. */
final class Processes {
  private final Store store;

  Processes(Store store) {
    this.store = store;
  }

  void moves(World world, int actor, List<World> all) {
    switch (world.actors[actor].phase()) {
      case IDLE -> idle(world, actor, all);
      case CLAIMING -> claiming(world, actor, all);
      case UNSURE -> unsure(world, actor, all);
      case CLAIMED -> claimed(world, actor, all);
      case SENT -> {}
      case HOLDING -> holding(world, actor, all);
      case TELLING -> telling(world, actor, all);
    }
  }

  private void idle(World world, int actor, List<World> all) {
    if (actor == World.FRONT_DOOR) {
      frontDoor(world, all);
      return;
    }
    if (world.row.dueAt() != null && !world.row.dueAt().isAfter(Ticks.at(world.tick))) {
      sweep(world, actor, all);
    }
    if (isWanted(world)) {
      World next = world.then("reads, and computes a claim", actor);
      Claim claim = new Claim(next.newId(), "n");
      Transition step = store.step(next, claim, actor);
      if (step.changes() && isInBounds(world, step)) {
        next.set(actor, next.actors[actor].claiming(step, world.tick));
        all.add(next);
      }
    }
    if (world.run.bounds().caches()) {
      World next = world.then("reads, and serves from its cache", actor);
      next.set(actor, Store.publish(next, next.actors[actor], next.row));
      all.add(next);
    }
    if (world.row.status() == Status.REVOKING) {
      World next = world.then("sees to what is to be revoked", actor);
      next.set(actor, next.actors[actor].telling(next.row, toTell(next.row)));
      all.add(next);
    }
  }

  /** Where caches matter, nobody renews a token that is still served. */
  private static boolean isWanted(World world) {
    SealedGrant grant = world.row.grant();
    var renewal =
        grant == null ? null : grant.accessLifetime().at(world.run.profile().renewal().at());
    boolean atRest = world.row.attempt() == null && world.row.doubt() == null;
    return !world.run.bounds().caches()
        || !atRest
        || (renewal != null && world.tick >= Ticks.of(renewal));
  }

  /** The bound on generations: nothing is sent for the first time beyond it. */
  private static boolean isInBounds(World world, Transition step) {
    Attempt next = step.after().attempt();
    boolean first = next != null && next.kind() == Attempt.Kind.FIRST;
    int most = world.run.bounds().most(world.row.epoch());
    return !first || step.after().generation() < most || Objects.equals(world.row.attempt(), next);
  }

  private void sweep(World world, int actor, List<World> all) {
    World base = world.then("sweeps the row", actor);
    Due due = new Due(base.newId(), "n", null);
    Transition step = store.step(base, due, actor);
    if (!step.changes() || !isInBounds(world, step)) {
      return;
    }
    write(base, step, due, actor, all, (w, a) -> dispatched(w, a, due.attemptId()), Actor::idle);
  }

  private static Actor dispatched(World world, Actor actor, String id) {
    Authorization row = world.row;
    if (isOurs(row, id)) {
      return actor.claimed(row, world.tick);
    }
    return pending(row) ? actor.telling(row, toTell(row)) : actor.idle();
  }

  private static boolean pending(Authorization row) {
    return row.status() == Status.REVOKING || !toTell(row).isEmpty();
  }

  /** The spares first, then the current grant, as the worker does it. */
  private static List<Spare> toTell(Authorization row) {
    List<Spare> all = new ArrayList<>();
    row.spares().stream().filter(s -> s.purpose() == Spare.Purpose.REVOKE).forEach(all::add);
    if (row.status() == Status.REVOKING && row.grant() != null) {
      all.add(
          new Spare(
              "", 0, Spare.Purpose.REVOKE, row.grant(), row.grant().accessLifetime().issuedAt()));
    }
    return all;
  }

  private void claiming(World world, int actor, List<World> all) {
    Transition claim = world.actors[actor].computed();
    if (world.run.plant() == Plant.SEND_BEFORE_INTENT) {
      World early = world.then("sends, its claim not yet written", actor);
      Sending.send(early, early.actors[actor].claimed(claim.after(), world.tick), actor);
      all.add(early);
    }
    if (!Writes.isGuarded(world, claim)) {
      all.add(idleAgain(world.then("loses its claim", actor), actor));
      return;
    }
    boolean foreign = world.row.revision() != claim.before().revision();
    boolean columns = foreign && world.run.plant() == Plant.CLAIM_WITHOUT_REVISION;
    Transition step = columns ? Store.claimColumns(world.row, claim) : claim;
    World base = world.then("writes its claim", actor);
    int since = world.actors[actor].since();
    write(
        base,
        step,
        new Claim("", ""),
        actor,
        all,
        (w, a) -> owned(w, a, claim, since),
        Actor::unsure);
  }

  private static Actor owned(World world, Actor actor, Transition claim, int since) {
    Attempt attempt = claim.after().attempt();
    boolean ours =
        attempt != null
            && !attempt.equals(claim.before().attempt())
            && isOurs(world.row, attempt.id());
    return ours ? actor.claimed(world.row, since) : actor.idle();
  }

  private static World idleAgain(World next, int actor) {
    next.set(actor, next.actors[actor].idle());
    return next;
  }

  /** A claim of unknown outcome is ours if, and only if, the row says so. */
  private void unsure(World world, int actor, List<World> all) {
    World next = world.then("reads what became of its claim", actor);
    Actor unsure = next.actors[actor];
    next.set(actor, owned(next, unsure, unsure.computed(), unsure.since()));
    all.add(next);
  }

  private static boolean isOurs(Authorization row, String id) {
    return row.attempt() != null && row.attempt().id().equals(id);
  }

  private void claimed(World world, int actor, List<World> all) {
    Actor owner = world.actors[actor];
    boolean inTime = owner.since() == world.tick;
    if (inTime || !world.run.bounds().holds(Assumption.A1)) {
      World next = world.then("sends", actor);
      if (world.run.plant() == Plant.WITH_PRE_SEND_READ && !Sending.isStillOurs(world, owner)) {
        next.what = "reads again, and does not send";
        next.set(actor, owner.idle());
      } else {
        Sending.send(next, owner, actor);
      }
      all.add(next);
    }
    if (!inTime || world.may(Fault.NOT_SENT)) {
      World next = world.then(inTime ? "cannot send" : "is too late to send", actor);
      if (inTime) {
        next.spend(Fault.NOT_SENT);
      }
      var released = new Released(owner.attempt().id(), FailureKind.NOT_SENT, null);
      next.set(actor, owner.holding(released));
      all.add(next);
    }
  }

  private void holding(World world, int actor, List<World> all) {
    Actor holder = world.actors[actor];
    Happening happening = holder.happening();
    if (holder.pending() != null) {
      World next = world.then("writes " + happening.getClass().getSimpleName(), actor);
      write(next, holder.pending(), happening, actor, all, this::stored, a -> a.writing(null));
      return;
    }
    World base = world.then("stores " + happening.getClass().getSimpleName(), actor);
    if (isToldFromMemory(world, happening)) {
      Granted late = (Granted) happening;
      var spare =
          new Spare(late.attemptId(), 0, Spare.Purpose.REVOKE, late.grant(), Ticks.at(world.tick));
      base.set(actor, holder.telling(world.row, List.of(spare)));
      all.add(base);
      return;
    }
    Transition step = store.step(base, happening, actor);
    if (world.run.bounds().split() && step.changes()) {
      World next = world.then("computes " + happening.getClass().getSimpleName(), actor);
      next.set(actor, holder.writing(step));
      all.add(next);
    } else {
      write(base, step, happening, actor, all, this::stored, a -> a);
    }
    if (world.run.plant() == Plant.IGNORE_PERSIST_FAILURE && world.may(Fault.UNKNOWN)) {
      World next = world.then("cannot store, and goes on", actor);
      next.spend(Fault.UNKNOWN);
      all.add(idleAgain(next, actor));
    }
  }

  private static boolean isToldFromMemory(World world, Happening happening) {
    return world.run.plant() == Plant.LATE_REVOKED_FROM_MEMORY
        && happening instanceof Granted late
        && late.grant().epoch() != world.row.epoch();
  }

  private Actor stored(World world, Actor actor) {
    if (!(actor.held() instanceof RevocationRequested)) {
      return Store.publish(world, actor.idle(), world.row);
    }
    boolean drained = world.run.plant() != Plant.REVOKE_WITHOUT_DRAIN;
    boolean asRead = world.run.plant() == Plant.REVOKE_END_AS_READ;
    SealedGrant last = asRead ? actor.claimedRow().grant() : world.row.grant();
    world.unservedFrom = drained && last != null ? end(last) : world.tick;
    for (Spare each : asRead ? List.<Spare>of() : world.row.spares()) {
      world.unservedFrom = drained ? Math.max(world.unservedFrom, end(each.grant())) : world.tick;
    }
    world.revokedEpoch = world.row.epoch() - 1;
    return actor.publishing(null).telling(world.row, toTell(world.row));
  }

  private static int end(SealedGrant grant) {
    Instant end = grant.accessLifetime().endsAt();
    return Ticks.of(end == null ? Instant.MAX : end);
  }

  private void telling(World world, int actor, List<World> all) {
    Actor teller = world.actors[actor];
    if (teller.toTell().isEmpty()) {
      all.add(idleAgain(world.then("has told everything", actor), actor));
      return;
    }
    Spare first = teller.toTell().get(0);
    if (!teller.told()) {
      World next = world.then("tells the provider what to revoke", actor);
      next.provider = next.provider.copy();
      next.provider.revoke(Grants.refresh(first.grant()));
      next.set(actor, teller.hasTold());
      all.add(next);
      return;
    }
    World base = world.then("stores what was revoked", actor);
    Happening done =
        first.attemptId().isEmpty()
            ? new Revoked(teller.claimedRow().epoch(), List.of())
            : new SpareRevoked(first, List.of());
    List<Spare> rest = teller.toTell().subList(1, teller.toTell().size());
    Authorization as = teller.claimedRow();
    write(
        base,
        store.step(base, done, actor),
        done,
        actor,
        all,
        (w, a) -> rest.isEmpty() ? a.idle() : a.telling(as, rest),
        Actor::idle);
  }

  private void frontDoor(World world, List<World> all) {
    Status status = world.row.status();
    boolean leaves = status == Status.ACTIVE || status == Status.REAUTHORIZATION_REQUIRED;
    if (leaves && world.may(Fault.REVOKE)) {
      World next = world.then("the user leaves; the row is read", World.FRONT_DOOR);
      next.spend(Fault.REVOKE);
      Actor asRead = next.actors[World.FRONT_DOOR].claimed(next.row, next.tick);
      next.set(World.FRONT_DOOR, asRead.holding(new RevocationRequested()));
      if (world.run.bounds().caches()) {
        all.add(next);
      } else {
        holding(next, World.FRONT_DOOR, all);
      }
    }
    if (world.may(Fault.REAUTHORIZE)) {
      all.add(loggedIn(world));
    }
  }

  private World loggedIn(World world) {
    World next = world.then("the user logs in again", World.FRONT_DOOR);
    next.spend(Fault.REAUTHORIZE);
    next.provider = next.provider.copy();
    int number = next.provider.login();
    long epoch = world.row.epoch();
    var grant = next.sealed(number, epoch + 1, 0, world.tick);
    String journey = "~" + next.spent(Fault.REAUTHORIZE);
    var login = world.row.login();
    next.known |= 1 << Grants.refresh(grant);
    next.set(
        World.FRONT_DOOR,
        next.actors[World.FRONT_DOOR].holding(
            new Reauthorized(journey, epoch, grant, login, Map.of(), false, true)));
    return next;
  }

  /** A write that is answered, and the two ways in which it may not be. */
  private void write(
      World base,
      Transition step,
      Happening by,
      int actor,
      List<World> all,
      BiFunction<World, Actor, Actor> answered,
      UnaryOperator<Actor> unanswered) {
    World ok = base.then(base.what, actor);
    ok.broken = base.broken;
    Actor writer = base.actors[actor];
    store.write(ok, step, by);
    ok.set(actor, answered.apply(ok, writer));
    all.add(ok);
    if (!step.changes() || !base.may(Fault.UNKNOWN)) {
      return;
    }
    World applied = base.then(base.what + ", which is applied, unanswered", actor);
    applied.spend(Fault.UNKNOWN);
    store.write(applied, step, by);
    applied.set(actor, unanswered.apply(writer));
    all.add(applied);
    World late = base.then(base.what + ", which is neither answered nor applied yet", actor);
    late.spend(Fault.UNKNOWN);
    late.ghost = step;
    late.ghostOf = by;
    late.set(actor, unanswered.apply(writer));
    all.add(late);
  }
}
