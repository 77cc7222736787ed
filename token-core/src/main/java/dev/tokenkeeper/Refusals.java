package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a provider that refuses one user's grant from one that refuses everybody's, as providers do
 * on bad days. Safe for use by many threads.
 */
final class Refusals {
  /** So many users refused are the provider's trouble and not theirs. */
  private static final int MANY = 5;

  /** So many grants for each refused user make its refusals credible again. */
  private static final int GRANTS_FOR_EACH = 2;

  private static final int MOST_REMEMBERED = 1_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final Map<AuthorizationId, Instant> refused = new HashMap<>();
  private int granted;
  private @Nullable Instant stormSince;

  /** The provider has granted somebody tokens. */
  synchronized void granted() {
    granted++;
    if (granted >= GRANTS_FOR_EACH * refused.size()) {
      refused.clear();
      granted = 0;
      stormSince = null;
    }
  }

  /** The provider has refused a token of which nothing said that it was dead. */
  synchronized void unexpected(AuthorizationId id, Instant now) {
    if (refused.size() < MOST_REMEMBERED) {
      refused.put(id, now);
    }
  }

  /**
   * Tells whether it refuses everybody, and has not done so for longer than this: then it means it.
   */
  synchronized boolean areStorm(Instant now, Duration longest) {
    refused.values().removeIf(at -> at.isBefore(now.minus(REMEMBERED)));
    if (stormSince == null && refused.size() >= MANY) {
      stormSince = now;
    }
    return stormSince != null && !now.isAfter(stormSince.plus(longest));
  }
}
