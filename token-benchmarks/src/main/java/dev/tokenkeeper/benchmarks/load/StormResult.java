package dev.tokenkeeper.benchmarks.load;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a run of storms has found, in the form in which it is written.
 *
 * @param latencyMillis of the provider
 * @param keptPromises whether the keepers have kept what is promised of them
 * @param naive null if only keepers were asked
 */
record StormResult(
    long latencyMillis, boolean keptPromises, StormFigures keeper, @Nullable StormFigures naive) {
  private static final String ROW = "%-8s %8s %10s %8s %8s %8s %8s %8s %9s %9s %9s %9s%n";

  void print(PrintWriter out) {
    out.printf(
        ROW,
        "",
        "rounds",
        "requests",
        "worst",
        "callers",
        "served",
        "failed",
        "usable",
        "p50 ms",
        "p99 ms",
        "max ms",
        "late p99");
    row(out, "keeper", keeper);
    if (naive != null) {
      row(out, "naive", naive);
    }
    out.printf(
        "%d processes x %d threads on one strict one-time token, %d ms latency. %s%n",
        keeper.processes(),
        keeper.threads(),
        latencyMillis,
        keptPromises ? "All promises held." : "PROMISES BROKEN.");
    out.flush();
  }

  private static void row(PrintWriter out, String who, StormFigures each) {
    out.printf(
        ROW,
        who,
        each.rounds(),
        each.requests(),
        each.mostRequests(),
        each.callers(),
        each.served(),
        each.failed(),
        each.usable(),
        each.waitP50Millis(),
        each.waitP99Millis(),
        each.waitMaxMillis(),
        each.lateP99Millis());
  }
}
