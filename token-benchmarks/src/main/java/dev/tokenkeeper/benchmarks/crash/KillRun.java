package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.benchmarks.provider.Providers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The kills of one contender at all providers, from the first login to the judgement. */
final class KillRun {
  private static final long PAST_SETTLE_MILLIS =
      KeeperPlan.ATTEMPT.plus(KeeperPlan.SETTLE).toMillis() + 1_000;

  /** One in so many is stopped instead of killed. */
  private static final int STRIKES_PER_STOP = 12;

  private static final List<Point> STOPS =
      List.of(Point.TOKEN_SPENT, Point.BODY_SENT, Point.COMMITTED);

  private final Providers providers;
  private final Contender contender;
  private final Quota quota;
  private final ScheduledExecutorService timer;
  private final Consumer<String> progress;
  private final Journal journal = new Journal();
  private final List<Front> fronts;
  private final Lives lives;
  private final Reckoning reckoning;
  private int kills;
  private int stopped;

  /**
   * How much is killed.
   *
   * @param users how many each provider has
   * @param between how many kills must come between consume and commit at each provider
   * @param most how many kills there are at most
   */
  record Quota(int users, int between, int most) {}

  KillRun(
      String name,
      Providers providers,
      Contender contender,
      Quota quota,
      ScheduledExecutorService timer,
      Consumer<String> progress) {
    this.providers = providers;
    this.contender = contender;
    this.quota = quota;
    this.timer = timer;
    this.progress = line -> progress.accept(name + ": " + line);
    this.fronts =
        providers.rules().stream()
            .map(rule -> new Front(rule, providers.of(rule), contender.surfaces()))
            .toList();
    this.lives = new Lives(name, contender, journal);
    this.reckoning = new Reckoning(contender, lives, fronts, this.progress);
  }

  /** Runs it and returns what it has cost at each provider. */
  Map<String, Figures> run() throws InterruptedException {
    try (lives) {
      begin();
      var watching = timer.scheduleWithFixedDelay(reckoning::watch, 0, 250, TimeUnit.MILLISECONDS);
      strike();
      reckoning.settle();
      watching.cancel(false);
      reckoning.useAll();
    }
    progress.accept(
        "%d surfaced that no kill had hit; the slowest store took %d ms"
            .formatted(
                fronts.stream().mapToInt(Front::unexplained).sum(), journal.slowestStoreMillis()));
    Map<String, Figures> figures = new LinkedHashMap<>();
    fronts.forEach(front -> figures.put(front.rule().id(), front.figures(kills, stopped)));
    return figures;
  }

  private void begin() throws InterruptedException {
    lives.begin();
    Life first = lives.awaitVictim();
    for (ProviderRule rule : providers.rules()) {
      for (int i = 0; i < quota.users(); i++) {
        first.logIn(rule, KeeperPlan.user(i));
      }
    }
    int all = quota.users() * fronts.size();
    Patience.await("everybody is logged in", () -> contender.holdings().size() == all);
    lives.sweep();
    Patience.await(
        "everybody's tokens are renewed",
        () -> contender.holdings().stream().allMatch(row -> row.generation() > 0));
  }

  private void strike() throws InterruptedException {
    for (int i = 1; kills < quota.most(); i++) {
      Front next = neediest();
      if (next.between() >= quota.between()) {
        return;
      }
      Life target = lives.awaitVictim();
      if (i % STRIKES_PER_STOP == 0) {
        stop(new Strike(target, next, STOPS.get(stopped % STOPS.size())));
      } else {
        kill(new Strike(target, next, point(i - 1)));
      }
    }
  }

  /** Returns the one that was hit least often. */
  private Front neediest() {
    return fronts.stream().min(Comparator.comparingInt(Front::between)).orElseThrow();
  }

  /** One more than there are points: then it is a random moment. */
  private @Nullable Point point(int number) {
    List<Point> points = contender.points();
    int next = number % (points.size() + 1);
    return next == points.size() ? null : points.get(next);
  }

  private void kill(Strike strike) throws InterruptedException {
    Strike.Blow blow = strike.kill();
    Life dead = strike.target();
    journal.killed(dead.name(), blow.atMicros() / 1000);
    lives.replace(dead);
    // Until the server has noticed, and ended what the dead had under way.
    Patience.pause(50);
    List<Holding> rows = contender.holdings();
    fronts.forEach(front -> front.strike(dead.name(), blow.atMicros(), rows));
    kills++;
    progress.accept(
        "kill %d at %s, between consume and commit %s"
            .formatted(
                kills, strike.place(blow.held()), fronts.stream().map(Front::between).toList()));
  }

  private void stop(Strike strike) throws InterruptedException {
    Strike.Blow blow = strike.stop();
    stopped++;
    progress.accept("stopped at " + strike.place(blow.held()));
    var unused =
        timer.schedule(() -> resume(strike.target()), PAST_SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void resume(Life target) {
    target.resume();
    // What it brings back from its sleep is not to be killed before it can be stored.
    target.restAt(System.currentTimeMillis() + Journal.TIME_TO_STORE_MILLIS);
  }

  /** Returns the sends that the protocol does not permit. */
  List<String> duplicateSends() {
    return journal.duplicates(providers.facts());
  }

  /** Returns the answers that somebody received and did not keep. */
  List<String> lostReplies() {
    return journal.lostReplies();
  }
}
