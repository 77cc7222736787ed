package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The kills of one contender under one rule, from the first login to the judgement. */
final class KillRun {
  private static final Duration TO_REACH_A_POINT = Duration.ofSeconds(2);
  private static final long PAST_SETTLE_MILLIS =
      KeeperPlan.ATTEMPT.plus(KeeperPlan.SETTLE).toMillis() + 1_000;

  /** One in so many is stopped instead of killed. */
  private static final int STRIKES_PER_STOP = 12;

  private static final List<Point> STOPS =
      List.of(Point.TOKEN_SPENT, Point.BODY_SENT, Point.COMMITTED);

  private final Provider provider;
  private final Contender contender;
  private final Quota quota;
  private final ScheduledExecutorService timer;
  private final Consumer<String> progress;
  private final Random random = new Random();
  private final Journal journal = new Journal();
  private final Casualties casualties;
  private final Lives lives;
  private final Map<String, Long> loginOrderedAt = new ConcurrentHashMap<>();
  private int kills;
  private int between;
  private int stopped;

  /**
   * How much is killed.
   *
   * @param users how many there are
   * @param between how many kills must come between consume and commit
   * @param most how many kills there are at most
   */
  record Quota(int users, int between, int most) {}

  KillRun(
      String name,
      Provider provider,
      Contender contender,
      Quota quota,
      ScheduledExecutorService timer,
      Consumer<String> progress) {
    this.provider = provider;
    this.contender = contender;
    this.quota = quota;
    this.timer = timer;
    this.progress = line -> progress.accept(name + ": " + line);
    this.casualties = new Casualties(contender.surfaces());
    this.lives = new Lives(name, contender, journal);
  }

  /** Runs it and returns what it has cost. */
  Figures run() throws InterruptedException {
    try (lives) {
      begin();
      var watching = timer.scheduleWithFixedDelay(this::watch, 0, 250, TimeUnit.MILLISECONDS);
      strike();
      settle();
      watching.cancel(false);
      useAll();
    }
    progress.accept(
        "%d surfaced that no kill had hit; the slowest store took %d ms"
            .formatted(casualties.unexplained(), journal.slowestStoreMillis()));
    return casualties.figures(kills, between, stopped);
  }

  private void begin() throws InterruptedException {
    lives.begin();
    Life first = lives.awaitVictim();
    for (int i = 0; i < quota.users(); i++) {
      first.order("login", KeeperPlan.user(i));
    }
    Patience.await("everybody is logged in", () -> contender.holdings().size() == quota.users());
    lives.sweep();
    Patience.await(
        "everybody's tokens are renewed",
        () -> contender.holdings().stream().allMatch(row -> row.generation() > 0));
  }

  private void strike() throws InterruptedException {
    List<Point> points = contender.points();
    for (int i = 1; between < quota.between() && kills < quota.most(); i++) {
      Life target = lives.awaitVictim();
      if (i % STRIKES_PER_STOP == 0) {
        stop(target, STOPS.get(stopped % STOPS.size()));
      } else {
        // One more than there are points: then it is a random moment.
        int next = (i - 1) % (points.size() + 1);
        kill(target, next == points.size() ? null : points.get(next));
      }
    }
  }

  private void kill(Life target, @Nullable Point point) throws InterruptedException {
    boolean held = point != null && hold(target, point);
    if (!held) {
      Patience.pause(random.nextInt(150));
    } else if (point == Point.COMMITTING) {
      LockSupport.parkNanos(random.nextInt(3_000_000));
    }
    long at = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    target.kill();
    provider.letGo();
    journal.killed(target.name(), at / 1000);
    lives.replace(target);
    judge(target, at);
    progress.accept(
        "kill %d at %s, %d between consume and commit"
            .formatted(kills, held ? point : "a random moment", between));
  }

  private void judge(Life dead, long killedAtMicros) throws InterruptedException {
    // Until the server has noticed, and ended what the dead had under way.
    Patience.pause(50);
    List<Holding> rows = contender.holdings();
    boolean hit = casualties.strike(dead.name(), killedAtMicros, rows, truth(rows));
    kills++;
    between += hit ? 1 : 0;
  }

  private void stop(Life target, Point point) throws InterruptedException {
    boolean held = hold(target, point);
    target.restAt(Long.MAX_VALUE);
    target.stop();
    provider.letGo();
    target.order("go");
    stopped++;
    progress.accept("stopped at " + (held ? point : "a random moment"));
    var unused = timer.schedule(() -> resume(target), PAST_SETTLE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void resume(Life target) {
    target.resume();
    // What it brings back from its sleep is not to be killed before it can be stored.
    target.restAt(System.currentTimeMillis() + Journal.TIME_TO_STORE_MILLIS);
  }

  private boolean hold(Life target, Point point) throws InterruptedException {
    return point.atProvider()
        ? provider.hold(point, target.name(), TO_REACH_A_POINT)
        : target.hold(point, TO_REACH_A_POINT);
  }

  private void watch() {
    try {
      look();
    } catch (RuntimeException e) {
      // A timer forgets what throws; the next look comes by itself.
      progress.accept("could not look: " + e);
    }
  }

  /** Looks at everybody, and sends those back to log in who must. */
  private void look() {
    List<Holding> rows = contender.holdings();
    casualties.observe(rows, truth(rows));
    Set<String> users = casualties.toLogIn(rows);
    lives.youngest().ifPresent(life -> logIn(life, users, System.currentTimeMillis()));
  }

  private void logIn(Life life, Set<String> users, long now) {
    for (String user : users) {
      if (now - loginOrderedAt.getOrDefault(user, 0L) > 1_000) {
        loginOrderedAt.put(user, now);
        life.order("login", user);
      }
    }
  }

  private Map<String, TokenFacts> truth(Collection<Holding> rows) {
    return provider.facts(rows.stream().flatMap(Holding::tokens).distinct().toList());
  }

  /** Until everybody has new tokens who can have them, all processes being well. */
  private void settle() throws InterruptedException {
    lives.awaitAll();
    long since = System.currentTimeMillis();
    if (!Patience.waitFor(() -> casualties.pending() == 0 && isSettled(since))) {
      progress.accept(casualties.pending() + " hits have not come to an end");
    }
  }

  private boolean isSettled(long since) {
    return contender.holdings().stream()
        .allMatch(row -> !row.ended() && row.renewedAtMillis() >= since);
  }

  /** Everybody is really used once more: whoever is said to be well must be. */
  private void useAll() throws InterruptedException {
    Life last = lives.last();
    List<Holding> rows = contender.holdings();
    Map<String, TokenFacts> truth = truth(rows);
    casualties.observe(rows, truth);
    rows.stream().filter(row -> Verdict.of(row, truth) == Verdict.LOST).forEach(casualties::lost);
    List<Holding> active = rows.stream().filter(row -> !row.ended()).toList();
    active.forEach(row -> last.order("renew", row.user()));
    if (!Patience.waitFor(() -> active.stream().noneMatch(row -> isUnanswered(last, row)))) {
      progress.accept("not everybody could be used in time");
    }
    active.stream().filter(row -> !last.renewed(row.user()).equals("ok")).forEach(casualties::lost);
  }

  private static boolean isUnanswered(Life last, Holding row) {
    return last.renewed(row.user()).isEmpty();
  }

  /** Returns the sends that the protocol does not permit. */
  List<String> duplicateSends() {
    return journal.duplicates(provider.facts());
  }

  /** Returns the answers that somebody received and did not keep. */
  List<String> lostReplies() {
    return journal.lostReplies();
  }
}
