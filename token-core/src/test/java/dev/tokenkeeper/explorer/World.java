package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Reauthorized;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.protocol.Used;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One state of everything: store, processes, network, provider. A move copies it and changes it.
 */
@SuppressWarnings("EnumOrdinal") // a count lasts as long as a run
final class World implements Cloneable {
  static final int FRONT_DOOR = 2;
  private static final StoredLogin LOGIN = new StoredLogin(new Ciphertext(new byte[] {9}), false);

  Run run;
  int tick;
  Authorization row;
  Actor[] actors = {Actor.IDLE, Actor.IDLE, Actor.IDLE};
  List<Request> wire = List.of();
  Provider provider;

  /** A write that nobody waits for any more and that the store may yet apply. */
  @Nullable Transition ghost;

  /** What it is the write of; it is looked at only where there is a write. */
  Happening ghostOf = new Used(Instant.EPOCH);

  byte[] spent = new byte[Fault.values().length];

  /** Attempts by number, a bit each: their request has left; their claim was stored. */
  long sent;

  long stored;

  /** Epochs and generations whose refresh token was sent as if for the first time. */
  long firstSends;

  int nextId;

  /** Claims that were stored; what an attempt counter would count. */
  int claims;

  /** Refresh tokens that reached a process which could keep them, a bit each. */
  int known;

  /** Of those, the ones that the rules give up although they live. */
  int surplus;

  /** The tick from which no process serves what was revoked, and its epoch; -1 for none. */
  int unservedFrom = -1;

  long revokedEpoch = -1;

  /** Where the front door has read the row of a user who leaves: when its token ends, or -1. */
  int endAsRead = -1;

  /** How many states were met before this one. */
  int number;

  /** The move that led here. */
  String what = "logged in";

  int who = FRONT_DOOR;

  /** The invariant that this state breaks. */
  @Nullable String broken;

  /** What no client can avoid, and has happened on the way here. */
  @Nullable String inherent;

  World(Run run) {
    this.run = run;
    this.provider = new Provider(run.mode());
    var absent = Authorization.absent(AuthorizationId.of("bsn", "ada"));
    var grant = sealed(provider.login(), 1, 0, 0);
    var login = run.mode().storesLogin() ? LOGIN : null;
    var first = new Reauthorized("~0", 0, grant, login, Map.of(), false, true);
    this.row = first.on(absent, run.profile(), Ticks.at(0)).after();
    this.known = 1;
  }

  World then(String move, int actor) {
    try {
      World next = (World) clone();
      next.what = move;
      next.who = actor;
      next.inherent = null;
      return next;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  void set(int actor, Actor next) {
    actors = actors.clone();
    actors[actor] = next;
  }

  void spend(Fault fault) {
    spent = spent.clone();
    spent[fault.ordinal()]++;
  }

  boolean may(Fault fault) {
    return spent[fault.ordinal()] < run.bounds().most(fault);
  }

  /** Whether a revocation will yet tell when the last access token ends. */
  boolean mayPromiseAnEnd() {
    return run.bounds().most(Fault.REVOKE) > 0 && unservedFrom < 0;
  }

  int spent(Fault fault) {
    return spent[fault.ordinal()];
  }

  void send(Request request) {
    List<Request> all = new ArrayList<>(wire);
    all.add(request);
    wire = all;
  }

  void replace(Request request, @Nullable Request by) {
    List<Request> all = new ArrayList<>(wire);
    int at = all.indexOf(request);
    if (by == null) {
      all.remove(at);
    } else {
      all.set(at, by);
    }
    wire = all;
  }

  /** The first thing that goes wrong is what a trace shows. */
  void breaks(String invariant) {
    if (broken == null) {
      broken = invariant;
    }
  }

  /**
   * Where an assumption is broken on purpose, what follows is its price, and is counted as such.
   */
  void breaksUnlessInherent(String invariant) {
    if (run.bounds().broken().isEmpty()) {
      breaks(invariant);
    } else {
      inherent = invariant + " without " + run.bounds().broken();
    }
  }

  SealedGrant sealed(int grant, long epoch, long generation, int askedAt) {
    var at = Ticks.at(askedAt);
    Lifetime access = Lifetime.of(at, run.profile().lifetimes().accessToken());
    return Grants.sealed(epoch, generation, grant, provider.refreshOf[grant], at, access);
  }

  String newId() {
    int number = run.plant().isCounted() ? 20 + claims : nextId++;
    return String.valueOf((char) ('!' + number));
  }

  static long bit(String attemptId) {
    int number = attemptId.charAt(0) - '!';
    if (number >= 64) {
      throw new IllegalStateException("more attempts than the explorer has room for");
    }
    return 1L << number;
  }

  static long bit(long epoch, long generation) {
    if (epoch > 7 || generation > 7) {
      throw new IllegalStateException("more epochs or generations than there is room for");
    }
    return 1L << (epoch * 8 + generation);
  }
}
