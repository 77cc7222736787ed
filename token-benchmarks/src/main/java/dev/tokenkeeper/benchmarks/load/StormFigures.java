package dev.tokenkeeper.benchmarks.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What storms on one authorization have cost.
 *
 * @param processes how many asked
 * @param threads how many of each asked
 * @param rounds how many storms there were
 * @param requests how many requests reached the provider, of all rounds together
 * @param mostRequests how many of the worst round did
 * @param callers how many asked, of all rounds together
 * @param served how many of them got the token that was good afterwards
 * @param usable after how many rounds the stored tokens were good at the provider
 * @param waitP50Millis how long a caller waited, whatever for; median
 * @param waitP99Millis the same, 99th percentile
 * @param waitMaxMillis the same, the longest
 * @param lateP99Millis how long after its round's moment a caller began, 99th percentile
 */
record StormFigures(
    int processes,
    int threads,
    int rounds,
    int requests,
    int mostRequests,
    int callers,
    int served,
    int usable,
    double waitP50Millis,
    double waitP99Millis,
    double waitMaxMillis,
    double lateP99Millis) {

  /**
   * One storm.
   *
   * @param waitsMicros of all who were answered, with a token or without
   * @param latesMicros of the same
   */
  record Round(
      int requests, int served, boolean usable, List<Long> waitsMicros, List<Long> latesMicros) {}

  /** Sums up. */
  static StormFigures of(int processes, int threads, Collection<Round> rounds) {
    List<Long> waits = new ArrayList<>();
    List<Long> lates = new ArrayList<>();
    rounds.forEach(each -> waits.addAll(each.waitsMicros()));
    rounds.forEach(each -> lates.addAll(each.latesMicros()));
    return new StormFigures(
        processes,
        threads,
        rounds.size(),
        rounds.stream().mapToInt(Round::requests).sum(),
        rounds.stream().mapToInt(Round::requests).max().orElse(0),
        rounds.size() * processes * threads,
        rounds.stream().mapToInt(Round::served).sum(),
        (int) rounds.stream().filter(Round::usable).count(),
        millis(waits, 50),
        millis(waits, 99),
        millis(waits, 100),
        millis(lates, 99));
  }

  /** Returns the nearest rank in milliseconds, or 0 of nothing. */
  static double millis(Collection<Long> micros, int percent) {
    List<Long> sorted = micros.stream().sorted().toList();
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(rank, 1) - 1) / 1000.0;
  }

  /** Returns how many callers did not get a token that was good afterwards. */
  int failed() {
    return callers - served;
  }

  /** Tells whether each storm cost one request and everybody got what it brought. */
  boolean keptPromises(int roundsWanted) {
    return rounds == roundsWanted
        && requests == rounds
        && mostRequests == 1
        && failed() == 0
        && usable == rounds;
  }
}
