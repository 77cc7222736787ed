package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What renewing very many rows has cost.
 *
 * @param rows how many were due
 * @param renewed of those, how many were renewed exactly once, and hold what is good at the
 *     provider
 * @param requests how many reached the provider, as it counts them
 * @param duplicates how many refresh tokens were presented more than once
 * @param seconds from the order to begin, which starts with nothing warm, to the last commit
 * @param renewalsPerSecond {@code renewed} by {@code seconds}
 * @param writesPerRenewal transactions that wrote something: claims and results, many at once or
 *     one by one
 * @param commitsPerRenewal transactions of any kind; those that only read cost no disk
 * @param requestsByProcess as the provider counts them
 */
record MassFigures(
    int rows,
    int renewed,
    int requests,
    int duplicates,
    double seconds,
    double renewalsPerSecond,
    double writesPerRenewal,
    double commitsPerRenewal,
    Map<String, Integer> requestsByProcess) {

  /** What the provider and the store say when nothing is due any more. */
  record Findings(
      Map<String, TokenFacts> facts,
      Collection<Holding> held,
      long beganMillis,
      long writes,
      long commits) {

    private boolean isRenewedOnce(Holding each) {
      TokenFacts refreshToken = facts.get(each.refreshToken());
      return each.generation() == 1
          && each.isAtRest()
          && refreshToken != null
          && refreshToken.alive()
          && refreshToken.uses().isEmpty();
    }

    private double seconds() {
      long last = held.stream().mapToLong(Holding::renewedAtMillis).max().orElse(beganMillis);
      return Math.max(1, last - beganMillis) / 1000.0;
    }

    private Map<String, Integer> requestsByProcess() {
      Map<String, Integer> byProcess = new TreeMap<>();
      facts.values().stream()
          .flatMap(each -> each.uses().stream())
          .forEach(use -> byProcess.merge(use.process(), 1, Integer::sum));
      return byProcess;
    }
  }

  /** Sums up. */
  static MassFigures of(int rows, Findings found) {
    Map<String, Integer> byProcess = found.requestsByProcess();
    int renewed = (int) found.held().stream().filter(found::isRenewedOnce).count();
    return new MassFigures(
        rows,
        renewed,
        byProcess.values().stream().mapToInt(each -> each).sum(),
        (int) found.facts().values().stream().filter(each -> each.uses().size() > 1).count(),
        found.seconds(),
        Math.round(renewed / found.seconds()),
        each(found.writes(), renewed),
        each(found.commits(), renewed),
        byProcess);
  }

  private static double each(long count, int renewed) {
    return renewed == 0 ? 0 : Math.round(100.0 * count / renewed) / 100.0;
  }

  /** Returns how many rows were not renewed exactly once, or hold what is not good. */
  int failed() {
    return rows - renewed;
  }

  /** Tells whether each row cost one request, and was renewed once. */
  boolean keptPromises() {
    return failed() == 0 && duplicates == 0 && requests == rows;
  }
}
