package dev.tokenkeeper.server.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenkeeper demo}: shows what the keeper does, on providers of its own. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets users authorize us at providers whose tokens live for seconds, and 8 callers use the"
          + " APIs there.",
      "The providers are simulators of Astra, BSN.cloud and RingCentral, where service accounts"
          + " with JWTs join the users; all are kept by one keeper.",
      "A second run on the same folder continues with the authorizations that are stored there."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:nothing was lost, every authorization was served at least 20 API calls, and no provider"
          + " was asked for tokens too often",
      " 1:something was lost, a limit was exceeded, or the run was too short to tell",
      " 2:bad input",
      "70:unexpected failure"
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--keycloak",
      description =
          "Use a real Keycloak with BSN.cloud's rules instead, alone; it is fetched with Maven when"
              + " it is first used (177 MB).")
  private boolean keycloak;

  @Option(
      names = "--naive",
      description =
          "Read, refresh and write without claim or lock instead, at BSN.cloud alone, to see what"
              + " that loses. Stores its tokens in the clear.")
  private boolean naive;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      paramLabel = "N",
      description = "How long the callers call; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--users",
      defaultValue = "30",
      paramLabel = "N",
      description =
          "How many users there are, each with an authorization at every provider; default"
              + " ${DEFAULT-VALUE}.")
  private int users;

  @Option(
      names = "--data",
      defaultValue = "demo-data",
      paramLabel = "DIR",
      description = "Where everything is kept; default ${DEFAULT-VALUE}.")
  private Path data = Path.of("demo-data");

  @Option(
      names = "--json",
      description = "End standard output with one JSON object; progress goes to standard error.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;
  private @Nullable Path log;

  /** Creates the command; its fields are set from the command line. */
  public DemoCommand() {}

  /** Runs the demo and returns its exit code. */
  @Override
  public Integer call() throws Exception {
    var settings = new DemoSettings(data, keycloak, naive, seconds, users, json, Paces.DEMO);
    try (DemoFolder folder = DemoFolder.open(settings)) {
      log = folder.file("tokenkeeper.log");
      DemoLog.writeTo(log);
      return new Demo(settings, folder, terminal()).run().exitCode();
    }
  }

  /** Returns where the log of the last run is, if it came so far. */
  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }

  private Terminal terminal() {
    if (spec == null) {
      throw new IllegalStateException("Not run from a command line");
    }
    return Terminal.of(spec.commandLine(), json);
  }
}
