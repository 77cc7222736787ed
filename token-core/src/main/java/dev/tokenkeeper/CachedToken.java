package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row as this process last saw it, and its access token in the clear while it is in use. Written
 * by readers at most once between two looks of the housekeeper.
 */
final class CachedToken {
  final Authorization row;
  final SealedGrant grant;

  /** Milliseconds of the store's time; before it the token is served and nothing is renewed. */
  final long freshUntil;

  /** Milliseconds of the store's time; before it the token may be served. */
  final long usableUntil;

  private volatile @Nullable AccessToken token;
  volatile boolean used;

  /** Milliseconds of the store's time, 0 if never; written by the housekeeper. */
  volatile long lastUsed;

  private CachedToken(Authorization row, SealedGrant grant, long freshUntil, long usableUntil) {
    this.row = row;
    this.grant = grant;
    this.freshUntil = freshUntil;
    this.usableUntil = usableUntil;
  }

  static CachedToken of(
      Authorization row, SealedGrant grant, ProviderProfile profile, Instant usable) {
    boolean sessionEnded = row.failure().kind() == FailureKind.SESSION_ENDED;
    boolean dead = sessionEnded || isSuperseded(row);
    if (dead || !row.prepared() || row.status() != Status.ACTIVE) {
      return new CachedToken(row, grant, 0, 0);
    }
    long usableUntil = millis(usable);
    Instant renewal = grant.accessLifetime().at(profile.renewal().at());
    long freshUntil = renewal == null ? usableUntil : millis(renewal);
    if (!profile.rotation().killsAccessToken()) {
      // Nothing can be sent before, so nobody need try.
      freshUntil = Math.max(freshUntil, millis(row.notBefore()));
    }
    return new CachedToken(row, grant, Math.min(freshUntil, usableUntil), usableUntil);
  }

  /** Returns the token if it is in the clear, and marks it as used. */
  @Nullable AccessToken read() {
    AccessToken clear = token;
    if (clear != null && !used) {
      used = true;
    }
    return clear;
  }

  AccessToken open(Seals seals) {
    AccessToken clear = token;
    if (clear == null) {
      clear = seals.openAccessToken(row, grant);
      token = clear;
    }
    return clear;
  }

  /** What is known about the use of the entry that this one replaces goes on to be known. */
  CachedToken inheriting(CachedToken old) {
    lastUsed = old.lastUsed;
    used = used || old.used;
    boolean same = row.epoch() == old.row.epoch() && row.generation() == old.row.generation();
    if (same && token == null) {
      token = old.token;
    }
    return this;
  }

  void forgetPlainText() {
    token = null;
  }

  boolean hasPlainText() {
    return token != null;
  }

  boolean isUsable(long now, Duration minValidity) {
    return now + minValidity.toMillis() < usableUntil;
  }

  /** A claim that may be on the wire has begun to kill the token of a provider that kills it. */
  private static boolean isSuperseded(Authorization row) {
    return row.drainAt() != null && (row.attempt() != null || row.doubt() != null);
  }

  private static long millis(Instant instant) {
    return instant.equals(Instant.MAX) ? Long.MAX_VALUE / 2 : instant.toEpochMilli();
  }
}
