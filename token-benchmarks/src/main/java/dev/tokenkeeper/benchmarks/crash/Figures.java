package dev.tokenkeeper.benchmarks.crash;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collection;
import java.util.List;

/**
 * What the kills have cost the users of one provider.
 *
 * @param kills how many processes were killed; each served the users of every provider
 * @param killsBetweenConsumeAndCommit of those, how many had at least one token of these users
 *     spent whose successor was not stored
 * @param recovered hits after which the authorization went on with a good refresh token
 * @param surfaced how often the store said that only the user can help
 * @param needlesslySurfaced of those, how often a refresh token in the store was good
 * @param lost how many were said to be usable and were not
 * @param resolveP50Millis from the kill to new tokens, or to the user being asked; median
 * @param resolveP99Millis the same, 99th percentile
 * @param stopped how many processes were stopped past settle and went on
 */
@JsonPropertyOrder({
  "kills",
  "killsBetweenConsumeAndCommit",
  "recovered",
  "surfaced",
  "needlesslySurfaced",
  "lost",
  "resolveP50Millis",
  "resolveP99Millis",
  "stopped"
})
record Figures(
    int kills,
    int killsBetweenConsumeAndCommit,
    int recovered,
    int surfaced,
    int needlesslySurfaced,
    int lost,
    long resolveP50Millis,
    long resolveP99Millis,
    int stopped) {

  /** Returns the nearest rank, or 0 of nothing. */
  static long percentile(Collection<Long> values, int percent) {
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(rank, 1) - 1);
  }
}
