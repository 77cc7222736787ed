package dev.tokenkeeper.server.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** One run: a provider, an application, callers, and the comparison of store and truth. */
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
    try (World world = world(secrets);
        Application application = application(world, secrets)) {
      Result result = run(world, application);
      terminal.say(Summary.of(result, settings));
      if (settings.json()) {
        terminal.result().println(result.json());
      }
      return result;
    }
  }

  private Result run(World world, Application application) throws InterruptedException {
    terminal.say(welcome(application.logIn(users)));
    Duration length = Duration.ofSeconds(settings.seconds());
    try (Callers callers = Callers.start(application, users)) {
      var watch = new Watch(world, application, callers, InstantSource.system());
      Duration run = watch.until(length, Screen.on(terminal, settings, world.title()));
      callers.close();
      return compared(run, world, application, callers.failed());
    }
  }

  private Result compared(Duration run, World world, Application application, long failed) {
    List<Fate> fates = new ArrayList<>();
    for (String user : users) {
      fates.add(fate(user, application));
    }
    return new Result(
        run.toSeconds(),
        world.providerId(),
        users.size(),
        world.truth(),
        failed,
        fates.stream().filter(Fate::isLost).count(),
        fates.stream().filter(Fate::needsUser).count());
  }

  /** Whose session has ended in the last moment is given the chance that the next call would be. */
  private static Fate fate(String user, Application application) {
    Fate fate = new Fate(false, false);
    for (int i = 0; i < COMPARISONS && fate.isLost(); i++) {
      application.settle(user);
      fate = application.fate(user);
    }
    return fate;
  }

  private World world(DemoSecrets secrets) {
    if (settings.keycloak()) {
      terminal.say("Keycloak is starting, which takes a while ...");
      return KeycloakWorld.start(folder, users, secrets, settings.effectivePace());
    }
    return SimulatorWorld.start(folder, users, secrets, settings.effectivePace());
  }

  private Application application(World world, DemoSecrets secrets) {
    return settings.naive()
        ? NaiveApplication.open(folder, world, secrets)
        : KeeperApplication.open(folder, world, secrets);
  }

  private String welcome(int loggedIn) {
    int known = users.size() - loggedIn;
    return known == 0
        ? "%d users have logged in.".formatted(loggedIn)
        : "%d users are known from an earlier run, %d have logged in.".formatted(known, loggedIn);
  }
}
