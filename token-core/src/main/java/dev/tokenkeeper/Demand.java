package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import java.time.Duration;

/** What a caller needs of a token; a renewal goes on until it is met. */
@FunctionalInterface
interface Demand {

  boolean isMetBy(CachedToken entry, long now);

  /** One that need not be renewed yet. */
  Demand FRESH = (entry, now) -> now < entry.freshUntil;

  /** One that was stored after the given one. */
  static Demand newerThan(AccessToken refused) {
    return (entry, now) -> isNewer(entry, refused) && now < entry.usableUntil;
  }

  /** One that lives so long, or at least longer than the given one: providers give no more. */
  static Demand validFor(Duration minValidity, CachedToken before) {
    return (entry, now) ->
        now < entry.usableUntil
            && (entry.isUsable(now, minValidity)
                || entry.row.epoch() != before.row.epoch()
                || entry.row.generation() != before.row.generation());
  }

  private static boolean isNewer(CachedToken entry, AccessToken refused) {
    return entry.row.epoch() != refused.epoch() || entry.row.generation() != refused.generation();
  }
}
