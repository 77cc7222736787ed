package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * How many unexpired access tokens each client has, against the cap (provider notes, 5.7).
 *
 * <p>A token counts until it expires, even if it was revoked or its session ended. Guarded by the
 * realm.
 */
final class LiveTokenBudget {

  private final Map<String, Queue<Instant>> expiries = new HashMap<>();
  private final BsnSettings settings;

  LiveTokenBudget(BsnSettings settings) {
    this.settings = settings;
  }

  /** Refuses with 429 if the client has no room for one more. */
  void requireRoom(ClientApplication client) {
    Queue<Instant> unexpired = of(client.id());
    if (unexpired.size() >= settings.maxUnexpiredAccessTokens) {
      throw Refusal.tooManyTokens(settings.retryAfterAtCap);
    }
  }

  void add(String clientId, Instant expiresAt) {
    of(clientId).add(expiresAt);
  }

  /** In order of issue, which is that of expiry since all live equally long. */
  private Queue<Instant> of(String clientId) {
    Instant now = settings.clock.instant();
    Queue<Instant> queue = expiries.computeIfAbsent(clientId, id -> new ArrayDeque<>());
    for (Instant head = queue.peek(); head != null && !now.isBefore(head); head = queue.peek()) {
      queue.remove();
    }
    return queue;
  }
}
