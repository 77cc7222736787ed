package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;

/** What must hold in every state, judged by what the provider knows. */
final class Truth {
  private Truth() {}

  static void check(World world) {
    noLostReply(world);
    if (world.run.bounds().caches()) {
      for (Actor actor : world.actors) {
        if (actor.cached() != null) {
          readers(world, actor.cached());
        }
      }
    }
  }

  /** Every live token that reached us is in the store or in a living process. */
  private static void noLostReply(World world) {
    int lost = world.known & world.provider.live() & ~world.surplus & ~Writes.held(world.row);
    for (Actor actor : world.actors) {
      lost &= ~held(actor);
    }
    if (lost != 0) {
      boolean left = world.spent(Fault.REVOKE) + world.spent(Fault.REAUTHORIZE) > 0;
      world.breaks(
          left
              ? "I8 RevokeWins: a live token is forgotten"
              : "I4 NoLostReply: a live token is lost");
    }
  }

  /** The refresh tokens that only this process has, a bit each. */
  static int held(Actor actor) {
    Happening happening = actor.held();
    int held = 0;
    if (happening instanceof Granted granted) {
      held = 1 << Grants.refresh(granted.grant());
    } else if (happening instanceof Reauthorized again) {
      held = 1 << Grants.refresh(again.grant());
    }
    for (Spare spare : actor.toTell()) {
      held |= 1 << Grants.refresh(spare.grant());
    }
    return held;
  }

  /** Once two answers were brought for one generation, the stored one is tried before its time. */
  private static void dead(World world) {
    if (world.run.mode().grace()) {
      world.inherent = "one 401 after a second answer for a generation";
    } else {
      world.breaks("I5 NoDeadTokenServed");
    }
  }

  private static void readers(World world, Actor.Cached entry) {
    boolean newer =
        entry.epoch() > world.row.epoch()
            || (entry.epoch() == world.row.epoch() && entry.generation() > world.row.generation());
    if (newer) {
      world.breaks("I5 NoDeadTokenServed: read before it was stored");
    }
    boolean revoked = entry.epoch() <= world.revokedEpoch;
    boolean served = world.tick < entry.usableUntil();
    if (revoked && served && world.unservedFrom >= 0 && world.tick >= world.unservedFrom) {
      world.breaks("I8 RevokeWins: served after the promised instant");
    }
    boolean dies = world.run.mode().rotation.killsAccessToken();
    boolean fresh = world.tick < entry.freshUntil() && world.row.status() == Status.ACTIVE;
    boolean current = entry.epoch() == world.row.epoch();
    if (dies && fresh && current && !world.provider.isLiveAccess(entry.access())) {
      dead(world);
    }
  }
}
