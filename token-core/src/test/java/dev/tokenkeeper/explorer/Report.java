package dev.tokenkeeper.explorer;

import java.util.List;
import java.util.Map;

/**
 * What a run has found.
 *
 * @param name of the run among others
 * @param states visited
 * @param steps taken
 * @param fairRuns how many states went on without faults until all was well
 * @param complete whether every state was visited
 * @param broken by invariant, the shortest trace
 * @param inherent what no client can avoid, and how often it was met
 */
record Report(
    String name,
    Run run,
    int states,
    long steps,
    int fairRuns,
    boolean complete,
    Map<String, List<String>> broken,
    Map<String, Integer> inherent) {

  /** The same, as a part of the whole. */
  Report in(Column column) {
    String place = column + " " + run.mode();
    return new Report(place, run, states, steps, fairRuns, complete, broken, inherent);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("%s: %d states, %d steps".formatted(run, states, steps));
    text.append(complete ? "" : ", stopped").append(", %d fair runs".formatted(fairRuns));
    inherent.forEach((what, count) -> text.append("\n  inherent: %s: %d".formatted(what, count)));
    broken.forEach(
        (what, trace) -> {
          text.append("\n  BROKEN: %s, in %d steps".formatted(what, trace.size()));
          trace.forEach(line -> text.append("\n    ").append(line));
        });
    return text.toString();
  }
}
