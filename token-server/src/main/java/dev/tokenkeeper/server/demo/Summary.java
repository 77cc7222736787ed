package dev.tokenkeeper.server.demo;

import java.util.ArrayList;
import java.util.List;

/** What a run has shown, in plain words. */
final class Summary {
  private Summary() {}

  static String of(Result result, DemoSettings settings) {
    List<String> lines = new ArrayList<>(figures(result));
    lines.add("");
    lines.add(settings.naive() ? naive(result) : kept(result));
    if (result.exitCode() != 0 && result.lost() == 0) {
      lines.add("The run was too short: somebody made fewer than 20 API calls.");
    }
    if (settings.naive()) {
      lines.add(
          "Its tokens lie in the clear in " + settings.data().resolve(settings.folder()) + ".");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static List<String> figures(Result result) {
    Truth truth = result.truth();
    Tally all = truth.all();
    return List.of(
        "",
        "What the provider's own log says about these %d seconds:".formatted(result.seconds()),
        line("API calls", all.calls(), "of which %d were rejected".formatted(all.rejected())),
        line(
            "refreshes",
            all.refreshes(),
            "at least %d for each of %d users".formatted(truth.fewestRefreshes(), result.users())),
        line("sessions ended", all.sessionsEnded(), "after each, only a login helps"),
        line("logins", all.logins(), "the first ones, and those in place of ended sessions"),
        line("reuses", truth.refreshTokenReuses(), "a spent one-time token presented again"),
        line("overlaps", truth.concurrentRefreshes(), "two refreshes of one user at once"),
        "And what the store says, compared with it:",
        line("failed", result.failed(), "calls that brought their caller nothing"),
        line("need their user", result.needUser(), "the store knows that only the user can help"),
        line("lost", result.lost(), "dead without anybody knowing, or given up although alive"));
  }

  private static String line(String name, long count, String meaning) {
    return "  %-16s %,9d   %s".formatted(name, count, meaning);
  }

  private static String kept(Result result) {
    return result.lost() == 0
        ? "Nothing was lost. Run it again on the same folder and it continues from here."
        : "Something was lost; it should not have been. The log says more.";
  }

  private static String naive(Result result) {
    return result.lost() == 0
        ? "Nothing was lost this time: the race was not met. Run it longer."
        : """
        Two callers read the same refresh token and both sent it. It was good for one use; the
        provider took the second for theft and ended the session. %d of %d users must log in again,
        and nobody knows it yet. Run the demo without --naive to see the difference."""
            .formatted(result.lost(), result.users());
  }
}
