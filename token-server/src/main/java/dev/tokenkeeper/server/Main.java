package dev.tokenkeeper.server;

import dev.tokenkeeper.server.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 well, 1 something was lost, 2 bad input, 70 our own failure. */
@Command(
    name = "tokenkeeper",
    description = "Keeps OAuth 2.0 authorizations usable.",
    mixinStandardHelpOptions = true,
    versionProvider = ManifestVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DemoCommand.class)
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String... args) {
    // Guice's generated classes save nothing here, and newer JDKs warn of how they are defined.
    System.setProperty("guice_bytecode_gen_option", "DISABLED");
    var out = new PrintWriter(System.out, true, charset());
    var err = new PrintWriter(System.err, true, charset());
    System.exit(run(out, err, args));
  }

  /** Runs a command and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    var failures = new FailureReport();
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(args);
  }

  private static Charset charset() {
    return Charset.defaultCharset();
  }
}
