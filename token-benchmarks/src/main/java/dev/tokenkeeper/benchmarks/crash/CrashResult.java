package dev.tokenkeeper.benchmarks.crash;

import java.util.Map;
import java.util.Set;

/**
 * What a whole run has found, in the form in which it is written.
 *
 * @param rules the keepers' figures by rule
 * @param baseline the naive loop's, under such kills
 * @param duplicateSends of keepers: requests that the protocol does not permit
 * @param lostReplies of keepers: answers received and not kept by a process that lived on
 */
record CrashResult(
    Map<String, Figures> rules,
    Map<String, Figures> baseline,
    int duplicateSends,
    int lostReplies) {
  /** Where whatever is spent cannot be had again, and nobody can log in but the user. */
  private static final Set<String> MAY_SURFACE = Set.of("oneTime");

  /** Returns it with this baseline. */
  CrashResult beside(Map<String, Figures> naive) {
    return new CrashResult(rules, naive, duplicateSends, lostReplies);
  }

  /** Tells whether the keepers have kept what is promised of them. */
  boolean keptPromises() {
    return duplicateSends == 0
        && lostReplies == 0
        && rules.entrySet().stream().allMatch(each -> kept(each.getKey(), each.getValue()));
  }

  private static boolean kept(String rule, Figures figures) {
    return figures.lost() == 0
        && figures.needlesslySurfaced() == 0
        && (figures.surfaced() == 0 || MAY_SURFACE.contains(rule));
  }
}
