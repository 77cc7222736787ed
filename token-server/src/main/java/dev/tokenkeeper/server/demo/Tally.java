package dev.tokenkeeper.server.demo;

import java.util.Collection;

/**
 * What the provider saw of one user, or of several.
 *
 * @param logins sessions that began
 * @param refreshes refreshes that were granted
 * @param served API calls that were answered well
 * @param rejected API calls that were refused
 * @param sessionsEnded sessions that ended, for whatever reason
 */
record Tally(long logins, long refreshes, long served, long rejected, long sessionsEnded) {
  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0);

  static Tally sum(Collection<Tally> tallies) {
    return tallies.stream().reduce(NOTHING, Tally::plus);
  }

  long calls() {
    return served + rejected;
  }

  private Tally plus(Tally other) {
    return new Tally(
        logins + other.logins,
        refreshes + other.refreshes,
        served + other.served,
        rejected + other.rejected,
        sessionsEnded + other.sessionsEnded);
  }
}
