package dev.tokenkeeper.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a run has shown, in plain words. */
final class Summary {
  private Summary() {}

  static String of(Result result, DemoSettings settings) {
    List<String> lines = new ArrayList<>(figures(result));
    lines.add("");
    lines.add(settings.naive() ? naive(result) : kept(result));
    if (result.hasExceededLimit()) {
      lines.add("Tokens were asked for more often than RingCentral allows; they should not have.");
    }
    if (!result.hasEnoughCalls() && result.lost() == 0) {
      lines.add("The run was too short: some authorization was served fewer than 20 API calls.");
    }
    if (settings.naive()) {
      lines.add(
          "Its tokens lie in the clear in " + settings.data().resolve(settings.folder()) + ".");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static List<String> figures(Result result) {
    Truth truth = result.truth();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "What the providers' own logs say about these %d seconds:".formatted(result.seconds()));
    lines.addAll(new Figures(UnaryOperator.identity()).table(result.truths()));
    lines.add("reuses: spent one-time tokens sent again; 429s: token requests beyond a limit");
    lines.add("");
    lines.add(line("fewest", truth.fewestRefreshes(), "refreshes of one; of a JWT, its exchanges"));
    lines.add(line("overlaps", truth.concurrentRefreshes(), "two refreshes of one user at once"));
    lines.add("And what the store says, compared with them:");
    lines.add(line("failed", result.failed(), "calls that brought their caller nothing"));
    lines.add(
        line("need their user", result.needUser(), "the store knows that only the user can help"));
    lines.add(
        line("lost", result.lost(), "dead without anybody knowing, or given up although alive"));
    return lines;
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
            .formatted(result.lost(), result.truth().size());
  }
}
