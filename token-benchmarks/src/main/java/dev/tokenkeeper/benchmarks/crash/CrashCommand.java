package dev.tokenkeeper.benchmarks.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenkeeper.benchmarks.crash.KillRun.Quota;
import dev.tokenkeeper.benchmarks.process.Workspace;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench crash}: kills keepers at every point of a refresh and counts what is lost. */
@Command(
    name = "crash",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills real keeper processes on a real PostgreSQL at every point of a refresh, and beside them"
          + " the naive loop SELECT, POST, UPDATE. Each process serves users of all chosen rules."
          + " Compares what they hold with what the providers know.",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the keepers lost nothing, and sent nobody to log in who need not",
      " 1:they did",
      " 2:bad input",
      "70:unexpected failure"
    })
public final class CrashCommand implements Callable<Integer> {
  private static final int QUICK = 20;
  private static final int THOROUGH = 60;
  private static final int USERS = 12;

  @Option(names = "--quick", description = "As --kills 20; default is 60.")
  private boolean quick;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there as one JSON object too.")
  private @Nullable Path json;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description =
          "Go on until so many kills of keepers have come between consume and commit at each rule; no"
              + " more than three times as many kills in all. The naive loop is killed N times.")
  private @Nullable Integer kills;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "reusable, oneTime, oneTimeWithLogin or grace; may be repeated; default all.")
  private List<String> rules = List.of();

  @Spec private @Nullable CommandSpec spec;

  /** Creates the command; its fields are set from the command line. */
  public CrashCommand() {}

  /** Runs it and returns the exit code. */
  @Override
  public Integer call() throws Exception {
    List<ProviderRule> chosen = chosen();
    int between = between();
    try (var workspace = Workspace.create("bench-crash")) {
      var quota = new Quota(USERS, between, between * 3);
      CrashResult result = new CrashRun(quota, workspace, err()::println).run(chosen);
      if (json != null) {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), result);
      }
      new CrashTable(result).print(command().commandLine().getOut());
      return result.keptPromises() ? 0 : 1;
    }
  }

  private List<ProviderRule> chosen() {
    try {
      return rules.isEmpty()
          ? List.of(ProviderRule.values())
          : rules.stream().distinct().map(ProviderRule::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command().commandLine(), e.getMessage(), e);
    }
  }

  private int between() {
    if (kills != null && kills < 1) {
      throw new ParameterException(command().commandLine(), "--kills must be 1 or more");
    }
    return kills != null ? kills : quick ? QUICK : THOROUGH;
  }

  private PrintWriter err() {
    return command().commandLine().getErr();
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("Not run from a command line");
    }
    return spec;
  }
}
