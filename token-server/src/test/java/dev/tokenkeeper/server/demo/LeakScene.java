package dev.tokenkeeper.server.demo;

import static dev.tokenkeeper.testkit.simulator.Fault.ANSWER_CUT;
import static dev.tokenkeeper.testkit.simulator.Fault.ANSWER_LOST;
import static dev.tokenkeeper.testkit.simulator.Fault.GARBAGE_BODY;
import static dev.tokenkeeper.testkit.simulator.Fault.MISSING_ACCESS_TOKEN;
import static dev.tokenkeeper.testkit.simulator.Fault.REQUEST_LOST;
import static dev.tokenkeeper.testkit.simulator.Fault.SERVER_ERROR_500;
import static dev.tokenkeeper.testkit.simulator.Fault.TRUNCATED_JSON;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.RequestFacts;
import dev.tokenkeeper.testkit.simulator.TruthKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** A short life of a real application, in which everything goes wrong once; all of it logged. */
final class LeakScene {
  private static final Pace FAST =
      new Pace(Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(7));
  private static final List<String> USERS = DemoSecrets.users(20);
  private static final String UNLUCKY = "user-20";
  private static final List<Fault> FAULTS =
      List.of(
          ANSWER_LOST,
          ANSWER_CUT,
          GARBAGE_BODY,
          TRUNCATED_JSON,
          MISSING_ACCESS_TOKEN,
          REQUEST_LOST,
          SERVER_ERROR_500,
          Fault.throttled(Duration.ofSeconds(1)));

  private final Path folder;
  private final DemoSecrets secrets;
  private final BsnSimulator bsn;

  private LeakScene(Path folder, DemoSecrets secrets, BsnSimulator bsn) {
    this.folder = folder;
    this.secrets = secrets;
    this.bsn = bsn;
  }

  static LeakScene play(Path data) throws IOException {
    var settings = new DemoSettings(data, false, false, 1, USERS.size(), false, FAST);
    try (DemoFolder folder = DemoFolder.open(settings)) {
      DemoLog.writeTo(folder.file("tokenkeeper.log"));
      logEverything();
      DemoSecrets secrets = DemoSecrets.in(folder.file("secrets"));
      try (SimulatorWorld world = SimulatorWorld.start(folder, USERS, secrets, FAST);
          KeeperApplication application = KeeperApplication.open(folder, world, secrets)) {
        var scene = new LeakScene(folder.file(""), secrets, world.simulator());
        scene.play(application);
        return scene;
      }
    }
  }

  static void logEverything() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.TRACE);
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
  }

  private void play(KeeperApplication application) {
    application.logIn(USERS);
    bsn.faults().clear();
    FAULTS.forEach(fault -> bsn.faults().next(1, RequestFacts::isRefresh, fault));
    bsn.admin().restrictLogin(UNLUCKY).endSessions(UNLUCKY);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> isOver(application));
  }

  private boolean isOver(KeeperApplication application) throws Exception {
    for (String user : USERS) {
      try {
        application.call(user);
      } catch (TokenKeeperException e) {
        LoggerFactory.getLogger(LeakScene.class).info("No token", e);
      }
    }
    return bsn.faults().pending() == 0
        && USERS.stream()
            .filter(user -> !user.equals(UNLUCKY))
            .allMatch(
                user -> bsn.truth().logins(user) > 1 && bsn.truth().refreshesGranted(user) > 2);
  }

  /** Returns the value of every token that was issued, oldest first. */
  List<String> issued() {
    return bsn.truth().issuedTokens();
  }

  /** Returns everything that nobody may see. */
  List<String> secrets() {
    List<String> all = new ArrayList<>(issued());
    Stream.concat(USERS.stream(), Stream.of("application " + SimulatorWorld.CLIENT))
        .forEach(name -> all.add(secrets.of(name).reveal(SecretAccess.granted())));
    return all;
  }

  long count(TruthKind kind) {
    return bsn.truth().count(kind);
  }

  Path log() {
    return folder.resolve("tokenkeeper.log");
  }

  Path database() {
    return folder.resolve("store/tokenkeeper.mv.db");
  }

  /** Returns every file that we have written, but not what the provider keeps for itself. */
  List<Path> sinks() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("simulator.state"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
