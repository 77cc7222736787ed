package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.ReusePenalty;
import java.util.Arrays;

/** The provider, and the truth about its tokens. Numbers name them in the order of their issue. */
final class Provider implements Cloneable {
  static final int MOST = 31;
  static final byte LIVE = 0;
  static final byte SPENT = 1;
  static final byte DEAD = 2;

  final Mode mode;
  byte[] state = {};
  byte[] family = {};

  /** The token that bought this one, or -1. */
  byte[] parent = {};

  byte[] spentAt = {};

  /** For each grant, the refresh token in it. */
  byte[] refreshOf = {};

  /** A bit for each grant. */
  int liveAccess;

  Provider(Mode mode) {
    this.mode = mode;
  }

  Provider copy() {
    try {
      return (Provider) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A person, or a stored login, begins a new family; returns the grant. */
  int login() {
    int families = 0;
    for (byte each : family) {
      families = Math.max(families, each + 1);
    }
    return issue(token(families, -1));
  }

  /** Processes a refresh; returns the grant, or -1 for invalid_grant. */
  int refresh(int token, int tick) {
    if (state[token] == DEAD) {
      return -1;
    }
    return switch (mode.rotation.rule()) {
      case REUSABLE, NONE -> issue(token);
      case ONE_TIME, ONE_TIME_WITH_GRACE ->
          state[token] == LIVE ? rotate(token, tick) : again(token, tick);
    };
  }

  /** Whether presenting the token now would bring tokens. */
  boolean isUsable(int token, int tick) {
    return state[token] == LIVE || (state[token] == SPENT && isInGrace(token, tick));
  }

  /** Kills one refresh token and the access tokens that came with it, and nothing else. */
  void revoke(int token) {
    set(token, DEAD);
    for (int grant = 0; grant < refreshOf.length; grant++) {
      if (refreshOf[grant] == token) {
        liveAccess &= ~(1 << grant);
      }
    }
  }

  /** The refresh tokens that are live, a bit each. */
  int live() {
    int live = 0;
    for (int i = 0; i < state.length; i++) {
      live |= state[i] == LIVE ? 1 << i : 0;
    }
    return live;
  }

  boolean isLiveAccess(int grant) {
    return (liveAccess & 1 << grant) != 0;
  }

  /** The grant that spending the token brought first, or -1. */
  int childGrant(int token) {
    for (int grant = 0; grant < refreshOf.length; grant++) {
      if (parent[refreshOf[grant]] == token) {
        return grant;
      }
    }
    return -1;
  }

  boolean isChildSpent(int token) {
    for (int i = 0; i < parent.length; i++) {
      if (parent[i] == token && state[i] == SPENT) {
        return true;
      }
    }
    return false;
  }

  private int rotate(int token, int tick) {
    set(token, SPENT);
    spentAt = spentAt.clone();
    spentAt[token] = (byte) tick;
    return issue(token(family[token], token));
  }

  private int again(int token, int tick) {
    if (!isInGrace(token, tick)) {
      punish(token);
      return -1;
    }
    if (mode.newPair) {
      return issue(token(family[token], token));
    }
    int grant = childGrant(token);
    return state[refreshOf[grant]] == DEAD ? -1 : grant;
  }

  /** The window is over at its time, or as soon as a successor has been used. */
  private boolean isInGrace(int token, int tick) {
    return mode.grace() && tick < spentAt[token] + Mode.WINDOW && !isChildSpent(token);
  }

  private void punish(int token) {
    ReusePenalty penalty = mode.rotation.penalty();
    for (int i = 0; i < state.length; i++) {
      boolean wider = penalty == ReusePenalty.WIDER;
      if (wider || (penalty == ReusePenalty.FAMILY && family[i] == family[token])) {
        revoke(i);
      }
    }
  }

  private int token(int ofFamily, int boughtWith) {
    state = with(state, LIVE);
    family = with(family, ofFamily);
    parent = with(parent, boughtWith);
    spentAt = with(spentAt, 0);
    return state.length - 1;
  }

  private int issue(int token) {
    if (mode.rotation.killsAccessToken()) {
      for (int grant = 0; grant < refreshOf.length; grant++) {
        if (family[refreshOf[grant]] == family[token]) {
          liveAccess &= ~(1 << grant);
        }
      }
    }
    refreshOf = with(refreshOf, token);
    liveAccess |= 1 << (refreshOf.length - 1);
    return refreshOf.length - 1;
  }

  private void set(int token, byte next) {
    state = state.clone();
    state[token] = next;
  }

  private static byte[] with(byte[] all, int next) {
    if (all.length == MOST) {
      throw new IllegalStateException("more tokens than the explorer has room for");
    }
    byte[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = (byte) next;
    return more;
  }
}
