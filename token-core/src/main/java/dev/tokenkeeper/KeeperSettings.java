package dev.tokenkeeper;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a keeper behaves, for all providers.
 *
 * @param node this process's name, for people; default {@code keeper}
 * @param skew how long before its end a token is no longer handed out: network time and clock
 *     differences; default 5 s, but never more than a tenth of the token's life
 * @param longestWait how long a caller waits for a renewal; default 30 s
 * @param sweepPeriod how often due rows are looked for; default 1 s
 * @param idleAfter how long after its last use a token's plain text is kept in memory; default 30 s
 * @param cacheSize how many authorizations are kept in memory; default 100 000
 * @param exchangeThreads how many exchanges run at once; default 32
 */
public record KeeperSettings(
    String node,
    Duration skew,
    Duration longestWait,
    Duration sweepPeriod,
    Duration idleAfter,
    int cacheSize,
    int exchangeThreads) {

  /** The defaults. */
  public static final KeeperSettings DEFAULT =
      new KeeperSettings(
          "keeper",
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          100_000,
          32);

  /** Refuses what cannot work, all problems at once. */
  public KeeperSettings {
    List<Problem> problems = new ArrayList<>();
    if (node.isBlank() || node.length() > 64) {
      problems.add(
          new Problem("keeper.node", "has " + node.length() + " characters", "Use 1 to 64."));
    }
    requirePositive(problems, "keeper.longestWait", longestWait);
    requirePositive(problems, "keeper.sweepPeriod", sweepPeriod);
    requirePositive(problems, "keeper.idleAfter", idleAfter);
    if (skew.isNegative()) {
      problems.add(new Problem("keeper.skew", "is " + skew, "Use zero or more."));
    }
    requirePositive(problems, "keeper.cacheSize", cacheSize);
    requirePositive(problems, "keeper.exchangeThreads", exchangeThreads);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static void requirePositive(List<Problem> problems, String property, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(new Problem(property, "is " + value, "Use a positive duration."));
    }
  }

  private static void requirePositive(List<Problem> problems, String property, int value) {
    if (value <= 0) {
      problems.add(new Problem(property, "is " + value, "Use a positive number."));
    }
  }
}
