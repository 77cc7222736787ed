package dev.tokenkeeper.benchmarks.crash;

import java.io.PrintWriter;
import java.util.Map;

/** The figures for people. */
record CrashTable(CrashResult result) {
  private static final String ROW = "%-24s %6s %8s %10s %9s %10s %6s %9s %9s %8s%n";

  void print(PrintWriter out) {
    out.printf(
        ROW,
        "",
        "kills",
        "between*",
        "recovered",
        "surfaced",
        "needlessly",
        "lost",
        "p50 ms",
        "p99 ms",
        "stopped");
    rows(out, "keeper, ", result.rules());
    rows(out, "naive, ", result.baseline());
    out.printf(
        "* between consume and commit. Duplicate sends %d, lost replies %d. %s%n",
        result.duplicateSends(),
        result.lostReplies(),
        result.keptPromises() ? "All promises held." : "PROMISES BROKEN.");
    out.flush();
  }

  private static void rows(PrintWriter out, String who, Map<String, Figures> figures) {
    figures.forEach(
        (rule, each) ->
            out.printf(
                ROW,
                who + rule,
                each.kills(),
                each.killsBetweenConsumeAndCommit(),
                each.recovered(),
                each.surfaced(),
                each.needlesslySurfaced(),
                each.lost(),
                each.resolveP50Millis(),
                each.resolveP99Millis(),
                each.stopped()));
  }
}
