package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A state's name: 128 bits that are the same for two states which differ only in what nothing
 * depends on. Times count from now and are cut where only their order matters, tokens and attempts
 * are numbered as they are met, and the two processes change places freely.
 */
@SuppressWarnings("EnumOrdinal") // a name lasts as long as a run
final class Canon {
  private static final int LONG_AGO = Math.max(Mode.WINDOW, Mode.T_MAX) + 1;

  long high;
  long low;
  private final int[] tokenCode = new int[Provider.MOST + 1];
  private final int[] tokens = new int[Provider.MOST + 1];
  private final String[] ids = new String[64];
  private int tokenCount;
  private int idCount;
  private World world;

  Canon(World first) {
    this.world = first;
  }

  /** Computes the name of a state. */
  void name(World state) {
    world = state;
    int order = Integer.compare(key(0), key(1));
    name(order > 0 ? 1 : 0);
    if (order == 0) {
      long otherHigh = high;
      long otherLow = low;
      name(1);
      if (otherHigh < high) {
        high = otherHigh;
        low = otherLow;
      }
    }
  }

  /** As it is told from the point of view of one of the two processes. */
  private void name(int from) {
    World state = world;
    high = 0x243F6A8885A308D3L;
    low = 0x13198A2E03707344L;
    Arrays.fill(tokenCode, 0);
    tokenCount = 0;
    idCount = 0;
    actor(from);
    actor(1 - from);
    actor(World.FRONT_DOOR);
    for (Request each : state.wire) {
      if (each.sender() < 0) {
        request(each);
      }
    }
    row(state.row);
    put(state.ghost == null ? 0 : 1);
    if (state.ghost != null) {
      row(state.ghost.after());
    }
    provider();
    rest();
    high = finish(high);
    low = finish(low ^ high);
  }

  private int key(int index) {
    Actor actor = world.actors[index];
    Authorization row = actor.row();
    int kind = row == null || row.attempt() == null ? 0 : 1 + row.attempt().kind().ordinal();
    int place = row == null ? 0 : (int) (row.epoch() * 8 + row.generation());
    int waits = 0;
    for (Request each : world.wire) {
      waits |= each.sender() == index ? (each.isTravelling() ? 1 : each.answer() < 0 ? 2 : 3) : 0;
    }
    int held = actor.held() == null ? 0 : happening(actor.held());
    Actor.Cached served = usable(actor);
    int cached = served == null ? 0 : 1 + (int) served.generation();
    return (((((actor.phase().ordinal() * 8 + held) * 4 + kind) * 64 + place) * 4 + waits) * 8
                + cached)
            * 4
        + (actor.since() == world.tick ? 1 : 0);
  }

  private static int happening(Happening held) {
    return switch (held.getClass().getSimpleName()) {
      case "Granted" -> 1;
      case "Refused" -> 2;
      case "Unanswered" -> 3;
      case "Released" -> 4;
      case "Reauthorized" -> 5;
      default -> 6;
    };
  }

  private void actor(int index) {
    Actor actor = world.actors[index];
    put(actor.phase().ordinal());
    switch (actor.phase()) {
      case IDLE -> {}
      case CLAIMING -> {
        fresh(actor);
        row(actor.computed().after());
      }
      case UNSURE -> {
        fresh(actor);
        Attempt hoped = actor.computed().after().attempt();
        id(hoped == null ? null : hoped.id());
      }
      case CLAIMED, SENT -> claimed(actor);
      case HOLDING -> holding(actor);
      case TELLING -> telling(actor);
    }
    for (Request each : world.wire) {
      if (each.sender() == index) {
        request(each);
      }
    }
    cached(usable(actor));
  }

  private void fresh(Actor actor) {
    put(actor.since() == world.tick ? 1 : 0);
  }

  private void claimed(Actor actor) {
    Authorization row = actor.claimedRow();
    Attempt attempt = actor.attempt();
    fresh(actor);
    attempt(attempt);
    place(row);
    if (actor.phase() == Actor.Phase.CLAIMED) {
      long bit = World.bit(attempt.id());
      put((world.sent & bit) != 0 ? 1 : 0);
      put((world.stored & bit) != 0 ? 1 : 0);
      put((world.firstSends & World.bit(row.epoch(), row.generation())) != 0 ? 1 : 0);
      doubt(row.doubt());
      grant(row.grant());
    } else if (world.run.bounds().caches()) {
      grant(row.grant());
    }
  }

  private void holding(Actor actor) {
    Happening held = actor.happening();
    put(happening(held));
    Authorization row = actor.claimedRowOrNull();
    if (row != null) {
      place(row);
      attempt(row.attempt());
    }
    if (held instanceof Granted granted) {
      grant(granted.grant());
    } else if (held instanceof Reauthorized again) {
      put((int) again.beganAtEpoch());
      grant(again.grant());
    } else if (row != null && world.run.bounds().caches()) {
      grant(row.grant());
    }
    put(actor.pending() == null ? 0 : 1);
    if (actor.pending() != null) {
      row(actor.pending().after());
    }
  }

  private void telling(Actor actor) {
    put((int) actor.claimedRow().epoch());
    put(actor.told() ? 1 : 0);
    for (Spare each : actor.toTell()) {
      spare(each);
    }
    put(-1);
  }

  private Actor.@Nullable Cached usable(Actor actor) {
    Actor.Cached entry = actor.cached();
    return entry == null || entry.usableUntil() <= world.tick ? null : entry;
  }

  private void cached(Actor.@Nullable Cached entry) {
    if (entry == null) {
      put(0);
      return;
    }
    put(1 + (int) (entry.epoch() * 8 + entry.generation()));
    put(world.provider.isLiveAccess(entry.access()) ? 1 : 0);
    put(ahead(entry.freshUntil()));
    put(ahead(entry.usableUntil()));
  }

  private void request(Request request) {
    put(request.answer() >= 0 ? 2 : request.answer() + 2);
    put(request.token() < 0 ? 0 : 1);
    if (request.token() >= 0) {
      token(request.token());
    }
    if (request.answer() >= 0) {
      token(world.provider.refreshOf[request.answer()]);
      put(world.provider.isLiveAccess(request.answer()) ? 1 : 0);
    }
    put(ahead(request.limit()));
    put(ahead(request.settle()));
  }

  private void row(Authorization row) {
    put(row.status().ordinal());
    place(row);
    grant(row.grant());
    attempt(row.attempt());
    doubt(row.doubt());
    ahead(row.notBefore());
    id(row.lastCommittedAttempt());
    id(row.journey());
    put(row.failure().isGrantDead() ? 1 : 0);
    put((int) row.lastRevokedEpoch());
    ahead(row.dueAt());
    for (Spare spare : row.spares()) {
      spare(spare);
    }
    put(-1);
    put((world.firstSends & World.bit(row.epoch(), row.generation())) != 0 ? 1 : 0);
  }

  private void place(Authorization row) {
    put((int) (row.epoch() * 8 + row.generation()));
  }

  private void spare(Spare spare) {
    put(1 + spare.purpose().ordinal());
    id(spare.attemptId());
    put((int) spare.parentGeneration());
    grant(spare.grant());
  }

  private void attempt(@Nullable Attempt attempt) {
    put(attempt == null ? 0 : 1 + attempt.kind().ordinal() * 3 + attempt.purpose().ordinal());
    if (attempt != null) {
      id(attempt.id());
      behind(attempt.startedAt());
      ahead(attempt.deadline());
      ahead(attempt.settleAt());
    }
  }

  private void doubt(@Nullable Doubt doubt) {
    put(doubt == null ? 0 : doubt.refused() ? 1 : 2);
    if (doubt != null) {
      behind(doubt.since());
      ahead(doubt.settleAt());
    }
  }

  private void grant(@Nullable SealedGrant grant) {
    put(grant == null ? 0 : 1 + (int) grant.epoch());
    if (grant != null) {
      token(Grants.refresh(grant));
      put(world.provider.isLiveAccess(Grants.access(grant)) ? 1 : 0);
      ahead(grant.accessLifetime().at(world.run.profile().renewal().at()));
      if (world.run.bounds().caches() || world.mayPromiseAnEnd()) {
        ahead(grant.accessLifetime().endsAt());
      }
    }
  }

  private void token(int number) {
    if (tokenCode[number] == 0) {
      tokens[tokenCount++] = number;
      tokenCode[number] = tokenCount;
    }
    put(tokenCode[number]);
  }

  /** What the provider knows of the tokens that anybody still has, and of their successors. */
  private void provider() {
    Provider provider = world.provider;
    for (int i = 0; i < tokenCount; i++) {
      int token = tokens[i];
      put(provider.state[token]);
      boolean spent = provider.state[token] == Provider.SPENT;
      if (spent && provider.mode.grace()) {
        put(ahead(provider.spentAt[token] + Mode.WINDOW));
        put(provider.isChildSpent(token) ? 1 : 0);
        int child = provider.childGrant(token);
        token(child < 0 ? token : provider.refreshOf[child]);
      }
      put(provider.family[token] == provider.family[tokens[0]] ? 1 : 0);
      put((world.known >> token & 1) + 2 * (world.surplus >> token & 1));
      int parent = provider.parent[token];
      put(parent < 0 ? -1 : tokenCode[parent]);
    }
  }

  private void rest() {
    for (byte each : world.spent) {
      put(each);
    }
    put(world.unservedFrom < 0 ? -1 : ahead(world.unservedFrom));
    put((int) world.revokedEpoch);
    put(world.endAsRead < 0 ? -1 : ahead(world.endAsRead));
    if (world.run.plant().isCounted()) {
      put(world.claims);
    }
  }

  private void id(@Nullable String id) {
    if (id == null) {
      put(0);
      return;
    }
    if (world.run.plant().isCounted()) {
      put(id.charAt(0));
      return;
    }
    int i = 0;
    while (i < idCount && !ids[i].equals(id)) {
      i++;
    }
    if (i == idCount) {
      ids[idCount++] = id;
    }
    put(i + 1);
  }

  private int ahead(int tick) {
    return Math.max(0, tick - world.tick);
  }

  private void ahead(@Nullable Instant instant) {
    put(instant == null ? -1 : ahead(Ticks.of(instant)));
  }

  private void behind(Instant instant) {
    put(Math.min(LONG_AGO, world.tick - Ticks.of(instant)));
  }

  private void put(int value) {
    high = Long.rotateLeft((high ^ value) * 0x9E3779B97F4A7C15L, 29) + 0x632BE59BD9B4E019L;
    low = (low + value) * 0xD6E8FEB86659FD93L;
    low ^= low >>> 32;
  }

  private static long finish(long hash) {
    long mixed = (hash ^ hash >>> 32) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 32;
  }
}
