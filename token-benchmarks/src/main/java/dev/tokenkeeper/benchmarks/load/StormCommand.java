package dev.tokenkeeper.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench storm}: many threads of many processes want one user's token at once. */
@Command(
    name = "storm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lets all threads of several keeper processes find at the same moment that the one token"
            + " that they share is refused, and counts the requests that reach the provider.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:each storm cost one request and everybody was served",
      " 1:one did not",
      " 2:bad input",
      "70:unexpected failure"
    })
public final class StormCommand implements Callable<Integer> {
  private static final Duration LATENCY = Duration.ofMillis(50);

  @Option(names = "--jvms", paramLabel = "N", description = "Processes; default ${DEFAULT-VALUE}.")
  private int jvms = 4;

  @Option(names = "--threads", paramLabel = "N", description = "Of each; default ${DEFAULT-VALUE}.")
  private int threads = 16;

  @Option(names = "--rounds", paramLabel = "N", description = "Storms; default ${DEFAULT-VALUE}.")
  private int rounds = 100;

  @Option(
      names = "--naive",
      description = "Let SELECT, POST, UPDATE weather a quarter as many storms too.")
  private boolean naive;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there as one JSON object too.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /** Creates the command; its fields are set from the command line. */
  public StormCommand() {}

  /** Runs it and returns the exit code. */
  @Override
  public Integer call() throws Exception {
    CommandSpec command = command();
    if (jvms < 1 || threads < 1 || rounds < 1 || jvms * threads > 200) {
      throw new ParameterException(
          command.commandLine(), "Use 1 or more of each, and 200 threads at most in all");
    }
    StormResult result = run(command.commandLine().getErr()::println);
    if (json != null) {
      new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), result);
    }
    result.print(command.commandLine().getOut());
    return result.keptPromises() ? 0 : 1;
  }

  private StormResult run(Consumer<String> progress) throws Exception {
    try (var site = new Site(LATENCY, progress)) {
      site.progress("PostgreSQL runs with fsync=on and synchronous_commit=on");
      StormFigures keeper = run(site, new KeeperContender(site), rounds);
      StormFigures other =
          naive ? run(site, new NaiveContender(site), Math.max(1, rounds / 4)) : null;
      return new StormResult(LATENCY.toMillis(), keeper.keptPromises(rounds), keeper, other);
    }
  }

  private StormFigures run(Site site, Contender contender, int storms) throws Exception {
    try (contender) {
      return new StormRun(site, contender, jvms, threads).run(storms);
    }
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("Not run from a command line");
    }
    return spec;
  }
}
