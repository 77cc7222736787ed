package dev.tokenkeeper.testkit.simulator;

import java.util.HashMap;
import java.util.Map;

/** Counts requests, and how many refreshes of one user are in process at the same moment. */
final class Traffic {

  private final Map<String, Integer> refreshing = new HashMap<>();
  private long tokenRequests;
  private long overlaps;
  private int most;

  synchronized void enter(RequestFacts facts) {
    if (facts.endpoint() == Endpoint.TOKEN) {
      tokenRequests++;
    }
    if (isKnownRefresh(facts)) {
      int now = refreshing.merge(facts.username(), 1, Integer::sum);
      most = Math.max(most, now);
      overlaps += now > 1 ? 1 : 0;
    }
  }

  synchronized void leave(RequestFacts facts) {
    if (isKnownRefresh(facts)) {
      refreshing.computeIfPresent(facts.username(), (user, now) -> now > 1 ? now - 1 : null);
    }
  }

  synchronized long tokenRequests() {
    return tokenRequests;
  }

  synchronized long concurrentRefreshes() {
    return overlaps;
  }

  synchronized int mostConcurrentRefreshes() {
    return most;
  }

  private static boolean isKnownRefresh(RequestFacts facts) {
    return facts.isRefresh() && !facts.username().isEmpty();
  }
}
