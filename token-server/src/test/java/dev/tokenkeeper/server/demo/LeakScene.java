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
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.Faults;
import dev.tokenkeeper.testkit.simulator.TruthKind;
import dev.tokenkeeper.testkit.simulator.TruthLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A short life of a real application, in which everything goes wrong once; all of it logged. */
final class LeakScene {
  /** So many that the faults are few among their exchanges: nobody stops asking. */
  private static final List<String> USERS = DemoSecrets.users(12);

  private static final AuthorizationId UNLUCKY = AuthorizationId.of(BsnWorld.ID, "user-12");
  private static final int ENOUGH_RENEWALS = 2;
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

  private static final List<Fault> SOME_FAULTS =
      List.of(GARBAGE_BODY, SERVER_ERROR_500, ANSWER_CUT);
  private static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Path folder;
  private final DemoSecrets secrets;
  private final AstraWorld astra;
  private final BsnWorld bsn;
  private final RingCentralWorld ringCentral;
  private final Worlds worlds;
  private @Nullable RecordedJourneys journeys;

  private LeakScene(DemoFolder folder, Paces paces) {
    this.folder = folder.file("");
    this.secrets = DemoSecrets.in(folder.file("secrets"));
    this.astra = AstraWorld.start(folder, USERS, secrets, paces.astra());
    this.bsn = BsnWorld.start(folder, USERS, secrets, paces.bsn());
    this.ringCentral = RingCentralWorld.start(folder, USERS, secrets, paces);
    this.worlds = Worlds.of(astra, bsn, ringCentral, ringCentral.serviceAccounts());
  }

  static LeakScene play(Path data) throws IOException {
    Paces paces = DemoRun.FAST;
    var settings = new DemoSettings(data, false, false, 1, USERS.size(), false, paces);
    try (DemoFolder folder = DemoFolder.open(settings)) {
      DemoLog.writeTo(folder.file("tokenkeeper.log"));
      logEverything();
      var scene = new LeakScene(folder, paces);
      try (Worlds closedLast = scene.worlds;
          KeeperApplication application = KeeperApplication.open(folder, scene.worlds)) {
        scene.play(application);
      }
      return scene;
    }
  }

  static void logEverything() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.TRACE);
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
  }

  private void play(KeeperApplication application) {
    var recorded =
        new RecordedJourneys(
            application.parts().getInstance(TokenKeeper.class).journeys(),
            application.parts().getInstance(JourneyStore.class),
            application.parts().getInstance(TokenCipher.class));
    journeys = recorded;
    faults().forEach(Faults::clear);
    spoil(astra.simulator().faults(), "authorization_code", SOME_FAULTS);
    spoil(ringCentral.simulator().faults(), "authorization_code", SOME_FAULTS);
    Crew.forEach(worlds.authorizations(), id -> authorize(recorded, id));
    faults().forEach(each -> spoil(each, "refresh_token", FAULTS));
    spoil(ringCentral.simulator().faults(), JWT_GRANT, SOME_FAULTS);
    application.begin();
    bsn.simulator().admin().restrictLogin(UNLUCKY.subject()).endSessions(UNLUCKY.subject());
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isOver(application));
  }

  private static void spoil(Faults faults, String grantType, List<Fault> spoilt) {
    for (Fault fault : spoilt) {
      faults.next(1, facts -> facts.grantType().equals(grantType), fault);
    }
  }

  private List<Faults> faults() {
    return List.of(
        astra.simulator().faults(), bsn.simulator().faults(), ringCentral.simulator().faults());
  }

  /** Whose code has brought nothing begins again. */
  private void authorize(AuthorizationJourneys recorded, AuthorizationId id) {
    boolean done = false;
    for (int i = 0; i <= SOME_FAULTS.size() && !done; i++) {
      try {
        worlds.of(id).authorize(recorded, id);
        done = true;
      } catch (TokenKeeperException e) {
        LoggerFactory.getLogger(LeakScene.class).info("Not authorized", e);
      }
    }
  }

  private boolean isOver(KeeperApplication application) {
    Crew.forEach(worlds.authorizations(), id -> call(application, id));
    return faults().stream().allMatch(each -> each.pending() == 0)
        && worlds.authorizations().stream()
            .filter(id -> !id.equals(UNLUCKY))
            .allMatch(this::hasSeenEnough);
  }

  private static void call(KeeperApplication application, AuthorizationId id) throws Exception {
    try {
      application.call(id);
    } catch (TokenKeeperException e) {
      LoggerFactory.getLogger(LeakScene.class).info("No token", e);
    }
  }

  private boolean hasSeenEnough(AuthorizationId id) {
    Tally seen = worlds.of(id).truth().authorizations().getOrDefault(id, Tally.NOTHING);
    boolean backAgain = !id.provider().equals(BsnWorld.ID) || seen.logins() > 1;
    return backAgain && seen.refreshes() >= ENOUGH_RENEWALS;
  }

  /** Returns the value of every token that was issued. */
  List<String> issued() {
    return logs().stream().flatMap(log -> log.issuedTokens().stream()).toList();
  }

  /** Returns what was secret on the way to them. */
  RecordedJourneys journeys() {
    return Objects.requireNonNull(journeys);
  }

  /** Returns everything that nobody may see. */
  List<String> secrets() {
    List<String> all = new ArrayList<>(issued());
    all.addAll(journeys().secrets());
    for (World world : worlds.all()) {
      Stream.concat(world.users().stream(), Stream.of(SimulatorWorld.CLIENT))
          .map(name -> secrets.of(world.providerId(), name).reveal(SecretAccess.granted()))
          .forEach(all::add);
    }
    return all;
  }

  long count(TruthKind kind) {
    return logs().stream().mapToLong(log -> log.count(kind)).sum();
  }

  private List<TruthLog> logs() {
    return List.of(
        astra.simulator().truth(), bsn.simulator().truth(), ringCentral.simulator().truth());
  }

  Path log() {
    return folder.resolve("tokenkeeper.log");
  }

  Path database() {
    return folder.resolve("store/tokenkeeper.mv.db");
  }

  /** Returns every file that we have written, but not what the providers keep for themselves. */
  List<Path> sinks() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".state"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
