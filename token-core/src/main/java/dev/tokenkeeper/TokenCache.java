package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What this process has read lately. Bounded; forgets plain text that nobody uses. */
final class TokenCache {
  private final ConcurrentMap<AuthorizationId, CachedToken> entries = new ConcurrentHashMap<>();
  private final int size;

  TokenCache(int size) {
    this.size = size;
  }

  @Nullable CachedToken get(AuthorizationId id) {
    return entries.get(id);
  }

  /** Keeps the newer of what is there and what was read: reads may arrive out of order. */
  void put(CachedToken next) {
    entries.merge(
        next.row.id(),
        next,
        (old, now) -> now.row.revision() >= old.row.revision() ? now.inheriting(old) : old);
    if (entries.size() > size) {
      entries.keySet().stream().limit(1 + size / 16).toList().forEach(entries::remove);
    }
  }

  void remove(AuthorizationId id) {
    entries.remove(id);
  }

  /** Returns when this process last handed out the token, roughly; null if it is not known. */
  @Nullable Instant lastUsed(AuthorizationId id, Instant now) {
    CachedToken entry = entries.get(id);
    if (entry == null) {
      return null;
    }
    if (entry.used) {
      return now;
    }
    return entry.lastUsed == 0 ? null : Instant.ofEpochMilli(entry.lastUsed);
  }

  /**
   * Drops the plain text of what has been idle for so long, and what has been dead for as long.
   *
   * @return the entries that were used since the last look
   */
  List<CachedToken> tidy(long now, Duration idleAfter) {
    List<CachedToken> inUse = new ArrayList<>();
    for (CachedToken entry : entries.values()) {
      if (entry.used) {
        entry.used = false;
        entry.lastUsed = now;
        inUse.add(entry);
      } else if (now - entry.lastUsed >= idleAfter.toMillis()) {
        entry.forgetPlainText();
        if (now > entry.usableUntil) {
          entries.remove(entry.row.id(), entry);
        }
      }
    }
    return inUse;
  }

  int plainTexts() {
    return (int) entries.values().stream().filter(CachedToken::hasPlainText).count();
  }

  void clear() {
    entries.clear();
  }
}
