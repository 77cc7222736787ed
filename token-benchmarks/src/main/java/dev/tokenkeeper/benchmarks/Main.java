package dev.tokenkeeper.benchmarks;

import dev.tokenkeeper.benchmarks.crash.CrashCommand;
import dev.tokenkeeper.benchmarks.load.MassCommand;
import dev.tokenkeeper.benchmarks.load.StormCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the benchmarks. Exit codes: 0 promises held, 1 they did not, 2 bad input, 70
 * our own failure.
 */
@Command(
    name = "bench",
    description = "Measures what Token Keeper promises.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CrashCommand.class, StormCommand.class, MassCommand.class})
public final class Main {
  private static final int UNEXPECTED = 70;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... args) {
    // The database server, the migrations and Hibernate would each tell their story.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    var out = new PrintWriter(System.out, true, Charset.defaultCharset());
    var err = new PrintWriter(System.err, true, Charset.defaultCharset());
    System.exit(run(out, err, args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              failure.printStackTrace(err);
              return UNEXPECTED;
            })
        .execute(args);
  }
}
