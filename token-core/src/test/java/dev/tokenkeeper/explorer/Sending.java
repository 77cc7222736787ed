package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Transition;

/** The one moment at which bytes leave, and what must hold then. */
final class Sending {
  private Sending() {}

  static void send(World world, Actor owner, int actor) {
    Authorization row = owner.claimedRow();
    Attempt attempt = owner.attempt();
    check(world, row, attempt);
    if (world.run.plant() == Plant.NO_PRE_SEND_READ && !isStillOurs(world, owner)) {
      world.breaks("Send: a replay leaves although its attempt is not the open one");
    }
    world.sent |= World.bit(attempt.id());
    int settle = Ticks.of(attempt.settleAt());
    world.send(
        new Request(
            attempt.id(),
            actor,
            token(row, attempt),
            limit(world, row, attempt),
            settle,
            Request.NONE));
    world.set(actor, owner.sent());
    if (world.run.plant() == Plant.CLEAR_INTENT_EARLY) {
      var now = Ticks.at(world.tick);
      var cleared = world.row.released(world.row.failure(), now, now);
      Writes.write(world, Transition.to(world.row, cleared), new Claim("", ""));
    }
  }

  /** A replay is not sent any more once another attempt is open, or another generation stored. */
  static boolean isStillOurs(World world, Actor owner) {
    Attempt open = world.row.attempt();
    return owner.attempt().kind() == Attempt.Kind.FIRST
        || (open != null && open.id().equals(owner.attempt().id()));
  }

  private static void check(World world, Authorization row, Attempt attempt) {
    long bit = World.bit(attempt.id());
    if ((world.stored & bit) == 0) {
      world.breaks("I2 WriteAhead: sent without a stored claim");
    }
    if ((world.sent & bit) != 0) {
      world.breaks("I1 SingleFirstSend: two sends of one attempt");
    }
    boolean first =
        attempt.kind() == Attempt.Kind.FIRST && attempt.purpose() == Attempt.Purpose.REFRESH;
    long generation = World.bit(row.epoch(), row.generation());
    if (first && (world.firstSends & generation) != 0) {
      world.breaks("I1 SingleFirstSend: a second first send of a generation");
    }
    world.firstSends |= first ? generation : 0;
  }

  private static int token(Authorization row, Attempt attempt) {
    SealedGrant grant = row.grant();
    return grant != null && attempt.purpose() == Attempt.Purpose.REFRESH
        ? Grants.refresh(grant)
        : -1;
  }

  /** A7: what was given up is processed before settle, or never; a replay in its window. */
  private static int limit(World world, Authorization row, Attempt attempt) {
    int settle = Ticks.of(attempt.settleAt());
    Doubt doubt = row.doubt();
    return world.run.mode().grace() && attempt.kind() == Attempt.Kind.REPLAY && doubt != null
        ? Math.min(settle, Ticks.of(doubt.since()) + Mode.WINDOW)
        : settle;
  }
}
