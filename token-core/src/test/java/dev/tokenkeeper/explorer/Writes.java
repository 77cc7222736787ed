package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Refused;
import dev.tokenkeeper.protocol.Transition;

/** The store: one row, written under its revision; and what must hold at every write. */
final class Writes {
  private Writes() {}

  /** Writes what was computed on the row as it is. */
  static void write(World world, Transition step, Happening by) {
    Authorization before = world.row;
    Authorization after = step.after();
    if (!step.changes()) {
      return;
    }
    order(world, before, after);
    revocation(world, after);
    questions(world, before, after);
    alarm(world, before, after, by);
    world.row = after;
    remember(world, before, after);
    if (by instanceof Granted granted) {
      giveUp(world, granted, held(before) & ~held(after));
    }
    forgetStale(world);
  }

  /** Whether what was computed may still be written. */
  static boolean isGuarded(World world, Transition step) {
    return switch (world.run.plant()) {
      case NO_CAS -> !isClaim(step) || world.row.revision() == step.before().revision();
      case CLAIM_WITHOUT_REVISION -> isSameGeneration(world.row, step.before());
      default -> world.row.revision() == step.before().revision();
    };
  }

  private static boolean isClaim(Transition step) {
    Attempt attempt = step.after().attempt();
    return attempt != null && !attempt.equals(step.before().attempt());
  }

  private static boolean isSameGeneration(Authorization row, Authorization read) {
    return row.attempt() == null
        && row.status() == read.status()
        && row.epoch() == read.epoch()
        && row.generation() == read.generation();
  }

  /** NoStaleOverwrite: tokens are only replaced by those of a later generation. */
  private static void order(World world, Authorization before, Authorization after) {
    boolean sameEpoch = after.epoch() == before.epoch();
    boolean back =
        after.epoch() < before.epoch() || (sameEpoch && after.generation() < before.generation());
    SealedGrant next = after.grant();
    SealedGrant last = before.grant();
    boolean replaced = next != null && last != null && !next.equals(last);
    boolean samePlace = sameEpoch && after.generation() == before.generation();
    boolean promoted = before.spares().stream().anyMatch(s -> s.grant().equals(next));
    if (back || (replaced && samePlace && !promoted)) {
      world.breaks("I3 NoStaleOverwrite");
    } else if (replaced && sameEpoch && !promoted && !isChild(world, before, after)) {
      world.breaks("I3 NoStaleOverwrite: not bought with its predecessor");
    }
  }

  private static boolean isChild(World world, Authorization before, Authorization after) {
    SealedGrant last = before.grant();
    SealedGrant next = after.grant();
    if (last == null || next == null) {
      return true;
    }
    int token = Grants.refresh(next);
    int parent = world.provider.parent[token];
    boolean login = parent < 0 && world.run.mode().storesLogin();
    return login || token == Grants.refresh(last) || parent == Grants.refresh(last);
  }

  /** RevokeWins, as far as the row shows it. */
  private static void revocation(World world, Authorization after) {
    SealedGrant grant = after.grant();
    if (grant != null
        && after.status() == Status.ACTIVE
        && grant.epoch() <= after.lastRevokedEpoch()) {
      world.breaks("I8 RevokeWins: tokens of a revoked epoch are current");
    }
    for (Spare spare : after.spares()) {
      if (spare.purpose() == Spare.Purpose.ALTERNATE && spare.grant().epoch() != after.epoch()) {
        world.breaks("I8 RevokeWins: a token of another epoch may be tried");
      }
    }
  }

  /** NoFalseReauth, and whoever is due is seen to. */
  private static void questions(World world, Authorization before, Authorization after) {
    boolean over =
        after.status() == Status.REAUTHORIZATION_REQUIRED || after.status() == Status.REVOKED;
    if (after.dueAt() == null && !over) {
      world.breaks("I6 InDoubtEnds: never due again");
    }
    if (after.status() != Status.REAUTHORIZATION_REQUIRED) {
      return;
    }
    boolean enters = before.status() != Status.REAUTHORIZATION_REQUIRED;
    if (holdsUsable(world, after)) {
      falseAlarm(world, before);
    } else if (enters) {
      surfaced(world);
    }
  }

  /** Whether a person is asked while a living process holds what would help. */
  private static void alarm(World world, Authorization before, Authorization after, Happening by) {
    boolean enters =
        before.status() == Status.ACTIVE && after.status() == Status.REAUTHORIZATION_REQUIRED;
    int held = 0;
    for (Actor actor : world.actors) {
      held |= actor.held() instanceof Granted ? Truth.held(actor) : 0;
    }
    if (!enters || (held & world.provider.live()) == 0) {
      return;
    }
    Attempt open = before.attempt();
    if (by instanceof Refused refused && open != null) {
      boolean replay = open.kind() == Attempt.Kind.REPLAY;
      boolean early = replay && world.tick < Ticks.of(open.settleAt());
      if (!open.id().equals(refused.attemptId())) {
        world.breaks("Refused: the refusal of an old attempt ends the row");
      } else if (early) {
        world.breaks("Refused: a refused replay ends the row before settle");
      }
    }
    world.breaksUnlessInherent("NoFalseAlarm: a process holds a live answer");
  }

  private static void falseAlarm(World world, Authorization before) {
    boolean wider = world.run.mode().rotation.penalty() == ReusePenalty.WIDER;
    boolean tooLong = world.run.mode() == Mode.STRICT_T_MAX && hasDoubtedLong(world, before);
    if (wider || tooLong) {
      world.inherent = "asked although live: " + (wider ? "USER_OR_APP forbids LAST" : "T_max");
    } else {
      world.breaks("I7 NoFalseReauth");
    }
  }

  private static boolean hasDoubtedLong(World world, Authorization before) {
    Attempt open = before.attempt();
    int since =
        before.doubt() != null
            ? Ticks.of(before.doubt().since())
            : open == null ? world.tick : Ticks.of(open.startedAt());
    return world.tick >= since + Mode.T_MAX;
  }

  private static void surfaced(World world) {
    int faults = world.spent(Fault.LOSS) + world.spent(Fault.CRASH) + world.spent(Fault.LATE);
    boolean faultless = faults == 0;
    if (faultless && world.run.bounds().broken().isEmpty()) {
      world.breaks("NoLossWithoutFault: a person is asked");
    } else if (world.inherent == null) {
      world.inherent = "lost rotation surfaced";
    }
  }

  private static boolean holdsUsable(World world, Authorization row) {
    SealedGrant grant = row.grant();
    boolean current = grant != null && isUsable(world, grant);
    return current
        || row.spares().stream()
            .anyMatch(s -> s.purpose() == Spare.Purpose.ALTERNATE && isUsable(world, s.grant()));
  }

  private static boolean isUsable(World world, SealedGrant grant) {
    return world.provider.isUsable(Grants.refresh(grant), world.tick);
  }

  private static void remember(World world, Authorization before, Authorization after) {
    Attempt attempt = after.attempt();
    if (attempt != null && !attempt.equals(before.attempt())) {
      world.stored |= World.bit(attempt.id());
      world.claims++;
    }
    world.known |= held(after);
  }

  /** The rules themselves let go of some tokens that may live; they are counted. */
  private static void giveUp(World world, Granted granted, int dropped) {
    int lives = dropped & world.provider.live();
    boolean login = granted.purpose() == Attempt.Purpose.LOGIN;
    boolean store = granted.attemptId().equals(world.row.lastCommittedAttempt());
    if (lives != 0 && store && (world.run.mode().storesLogin() || world.run.mode().newPair)) {
      world.surplus |= lives;
      world.inherent =
          login ? "a login left the old token alive" : "a later Store forgot a live sibling";
    }
  }

  /** The refresh tokens in a row, a bit each. */
  static int held(Authorization row) {
    int all = row.grant() == null ? 0 : 1 << Grants.refresh(row.grant());
    for (Spare spare : row.spares()) {
      all |= 1 << Grants.refresh(spare.grant());
    }
    return all;
  }

  /** A revision does not come back; a lesser guard may hold again. */
  private static boolean isLostForGood(World world, Transition step) {
    return world.run.plant() != Plant.CLAIM_WITHOUT_REVISION && !isGuarded(world, step);
  }

  /** What was computed on an older row can only be computed again; a claim is given up. */
  private static void forgetStale(World world) {
    for (int i = 0; i < world.actors.length; i++) {
      Actor actor = world.actors[i];
      if (actor.pending() != null && isLostForGood(world, actor.computed())) {
        Actor.Phase phase = actor.phase();
        boolean claims = phase == Actor.Phase.CLAIMING;
        if (claims) {
          world.set(i, actor.idle());
        } else if (phase == Actor.Phase.HOLDING) {
          world.set(i, actor.writing(null));
        }
      }
    }
    if (world.ghost != null && isLostForGood(world, world.ghost)) {
      world.ghost = null;
    }
  }
}
