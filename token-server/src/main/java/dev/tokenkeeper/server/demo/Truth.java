package dev.tokenkeeper.server.demo;

import java.util.List;
import java.util.Map;

/**
 * What really happened during a run, by the provider's own log.
 *
 * @param users what it saw of each user
 * @param strayRejections calls that it refused without knowing whose they were
 * @param refreshTokenReuses how often a spent one-time token was presented again
 * @param concurrentRefreshes refreshes of a user that arrived while another was being answered
 */
record Truth(
    Map<String, Tally> users,
    long strayRejections,
    long refreshTokenReuses,
    long concurrentRefreshes) {

  Truth {
    users = Map.copyOf(users);
  }

  Tally all() {
    Tally stray = new Tally(0, 0, 0, strayRejections, 0);
    Tally known = Tally.sum(users.values());
    return Tally.sum(List.of(known, stray));
  }

  long fewestRefreshes() {
    return users.values().stream().mapToLong(Tally::refreshes).min().orElse(0);
  }

  long fewestCalls() {
    return users.values().stream().mapToLong(Tally::calls).min().orElse(0);
  }
}
