package dev.tokenkeeper.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What the providers say, side by side: a line for each, and one for all where there are more. */
final class Figures {
  private static final String FORMAT = "%-15s %5s %10s %8s %9s %8s %6s %6s %4s";

  private final UnaryOperator<String> alarm;

  /**
   * Makes it.
   *
   * @param alarm marks what should be zero and is not
   */
  Figures(UnaryOperator<String> alarm) {
    this.alarm = alarm;
  }

  List<String> table(Map<String, Truth> truths) {
    List<String> lines = new ArrayList<>();
    lines.add(FORMAT.formatted("", "", "", "", "", "sessions", "", "", "").stripTrailing());
    lines.add(
        FORMAT.formatted(
            "provider",
            "kept",
            "API calls",
            "rejected",
            "refreshes",
            "ended",
            "logins",
            "reuses",
            "429s"));
    truths.forEach((id, truth) -> lines.add(line(id, truth)));
    if (truths.size() > 1) {
      lines.add(line("all", Truth.sum(truths.values())));
    }
    return lines;
  }

  private String line(String name, Truth truth) {
    Tally all = truth.all();
    String text =
        "%-15s %,5d %,10d %,8d %,9d %8s %,6d "
            .formatted(
                name,
                truth.size(),
                all.calls(),
                all.rejected(),
                all.refreshes(),
                truth.hasSessions() ? "%,d".formatted(all.sessionsEnded()) : "-",
                all.logins());
    return text
        + alarm(6, OptionalLong.of(truth.refreshTokenReuses()))
        + " "
        + alarm(4, truth.authLimitExceeded());
  }

  /** Padded first: what marks it has no width. */
  private String alarm(int width, OptionalLong count) {
    String text =
        ("%" + width + "s").formatted(count.isPresent() ? "%,d".formatted(count.getAsLong()) : "-");
    return count.orElse(0) == 0 ? text : alarm.apply(text);
  }
}
