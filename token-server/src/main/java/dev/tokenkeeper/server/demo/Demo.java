package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run: providers, an application, callers, and the comparison of store and truth. */
final class Demo {
  /** A token may end between the asking and the comparing; three times in a row it does not. */
  private static final int COMPARISONS = 3;

  private final DemoSettings settings;
  private final DemoFolder folder;
  private final Terminal terminal;
  private final List<String> users;

  Demo(DemoSettings settings, DemoFolder folder, Terminal terminal) {
    this.settings = settings;
    this.folder = folder;
    this.terminal = terminal;
    this.users = DemoSecrets.users(settings.users());
  }

  /** Runs the demo, says how it went, and returns it. */
  Result run() throws InterruptedException {
    DemoSecrets secrets = DemoSecrets.in(folder.file("secrets"));
    terminal.say("Everything is kept in %s.".formatted(folder.file("")));
    try (Worlds worlds = worlds(secrets);
        Application application = application(worlds)) {
      Result result = run(worlds, application);
      terminal.say(Summary.of(result, settings));
      if (settings.json()) {
        terminal.result().println(result.json());
      }
      return result;
    }
  }

  private Result run(Worlds worlds, Application application) throws InterruptedException {
    terminal.say(welcome(worlds.authorizations().size(), application.begin()));
    Duration length = Duration.ofSeconds(settings.seconds());
    try (Callers callers = Callers.start(application, worlds.authorizations())) {
      var watch = new Watch(worlds, application, callers, InstantSource.system());
      Duration run = watch.until(length, Screen.on(terminal, settings));
      callers.close();
      return new Result(run.toSeconds(), callers.failed(), compared(worlds, application));
    }
  }

  private static Map<String, ProviderResult> compared(Worlds worlds, Application application) {
    Map<String, ProviderResult> results = new LinkedHashMap<>();
    for (World world : worlds.all()) {
      List<Fate> fates = world.authorizations().stream().map(id -> fate(id, application)).toList();
      results.put(
          world.providerId(),
          new ProviderResult(
              world.truth(),
              fates.stream().filter(Fate::isLost).count(),
              fates.stream().filter(Fate::needsUser).count()));
    }
    return results;
  }

  /** Whose session has ended in the last moment is given the chance that the next call would be. */
  private static Fate fate(AuthorizationId id, Application application) {
    Fate fate = new Fate(false, false);
    for (int i = 0; i < COMPARISONS && fate.isLost(); i++) {
      application.settle(id);
      fate = application.fate(id);
    }
    return fate;
  }

  private Worlds worlds(DemoSecrets secrets) {
    Paces paces = settings.effectivePaces();
    if (settings.keycloak()) {
      terminal.say("Keycloak is starting, which takes a while ...");
      return Worlds.of(KeycloakWorld.start(folder, users, secrets, paces.bsn()));
    }
    return settings.naive()
        ? Worlds.of(BsnWorld.start(folder, users, secrets, paces.bsn()))
        : Worlds.simulators(folder, users, secrets, paces);
  }

  private Application application(Worlds worlds) {
    return settings.naive()
        ? NaiveApplication.open(folder, worlds.withPasswords())
        : KeeperApplication.open(folder, worlds);
  }

  private static String welcome(int all, int given) {
    return given == all
        ? "%d authorizations were given.".formatted(given)
        : "%d authorizations are known from an earlier run, %d were given now."
            .formatted(all - given, given);
  }
}
