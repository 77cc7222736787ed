package dev.tokenkeeper.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench mass}: many processes renew very many rows that are due at once. */
@Command(
    name = "mass",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lets several keeper processes loose on rows that are all due, with fewer database"
            + " connections than exchanges, and counts what reaches the provider.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:each row was renewed exactly once, with one request",
      " 1:one was not",
      " 2:bad input",
      "70:unexpected failure"
    })
public final class MassCommand implements Callable<Integer> {
  @Option(names = "--jvms", paramLabel = "N", description = "Processes; default ${DEFAULT-VALUE}.")
  private int jvms = 4;

  @Option(names = "--rows", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  private int rows = 20_000;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures there as one JSON object too.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /** Creates the command; its fields are set from the command line. */
  public MassCommand() {}

  /** Runs it and returns the exit code. */
  @Override
  public Integer call() throws Exception {
    CommandSpec command = command();
    if (jvms < 1 || jvms > 16 || rows < 1 || rows > 100_000) {
      throw new ParameterException(
          command.commandLine(), "Use 1 to 16 processes and 1 to 100000 rows");
    }
    try (var site = new Site(Duration.ZERO, command.commandLine().getErr()::println)) {
      site.progress("PostgreSQL runs with fsync=on and synchronous_commit=on");
      MassFigures figures = new MassRun(site, jvms, rows).run();
      if (json != null) {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
      }
      print(figures, command.commandLine().getOut());
      return figures.keptPromises() ? 0 : 1;
    }
  }

  private void print(MassFigures figures, PrintWriter out) {
    row(out, "rows", figures.rows());
    row(out, "renewed exactly once", figures.renewed());
    row(out, "failed", figures.failed());
    row(out, "requests at the provider", figures.requests());
    row(out, "tokens presented twice", figures.duplicates());
    row(out, "seconds", figures.seconds());
    row(out, "renewals per second", figures.renewalsPerSecond());
    row(out, "writing commits per renewal", figures.writesPerRenewal());
    row(out, "commits per renewal", figures.commitsPerRenewal());
    for (Map.Entry<String, Integer> each : figures.requestsByProcess().entrySet()) {
      row(out, "requests of " + each.getKey(), each.getValue());
    }
    out.printf(
        "%d processes, each %d exchanges on %d connections, 0 ms latency. %s%n",
        jvms,
        LoadPlan.EXCHANGES,
        LoadPlan.CONNECTIONS,
        figures.keptPromises() ? "All promises held." : "PROMISES BROKEN.");
    out.flush();
  }

  private static void row(PrintWriter out, String what, Object figure) {
    out.printf("%-28s %10s%n", what, figure);
  }

  private CommandSpec command() {
    if (spec == null) {
      throw new IllegalStateException("Not run from a command line");
    }
    return spec;
  }
}
