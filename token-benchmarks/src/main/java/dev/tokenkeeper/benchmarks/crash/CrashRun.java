package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.crash.KillRun.Quota;
import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All rules, each for keepers and then for the naive loop, on one database server. */
final class CrashRun {
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final int RULES_AT_ONCE = 2;

  private final Quota quota;
  private final Path folder;
  private final Consumer<String> progress;
  private final Map<String, Figures> keepers = new LinkedHashMap<>();
  private final Map<String, Figures> naive = new LinkedHashMap<>();
  private final AtomicInteger duplicateSends = new AtomicInteger();
  private final AtomicInteger lostReplies = new AtomicInteger();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);

  /**
   * Prepares a run.
   *
   * @param folder empty; may be deleted afterwards
   * @param progress gets a line now and then
   */
  CrashRun(Quota quota, Path folder, Consumer<String> progress) {
    this.quota = quota;
    this.folder = folder;
    this.progress = progress;
  }

  /** Runs these rules. */
  CrashResult run(List<ProviderRule> rules)
      throws InterruptedException, ExecutionException, IOException {
    ExecutorService lanes = Executors.newFixedThreadPool(RULES_AT_ONCE);
    try (Postgres postgres = Postgres.start(folder.resolve("postgres"))) {
      progress.accept("PostgreSQL runs with fsync=on and synchronous_commit=on");
      ClassArchive archive = ClassArchive.make(postgres, folder);
      List<Future<?>> running = new ArrayList<>();
      rules.forEach(rule -> running.add(lanes.submit(() -> both(rule, postgres, archive))));
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      lanes.shutdownNow();
      timer.shutdownNow();
    }
    return new CrashResult(
        ordered(rules, keepers), ordered(rules, naive), duplicateSends.get(), lostReplies.get());
  }

  private static Map<String, Figures> ordered(
      List<ProviderRule> rules, Map<String, Figures> figures) {
    Map<String, Figures> ordered = new LinkedHashMap<>();
    rules.forEach(
        rule -> figures.computeIfPresent(rule.id(), (id, each) -> put(ordered, id, each)));
    return ordered;
  }

  private static Figures put(Map<String, Figures> map, String id, Figures figures) {
    map.put(id, figures);
    return figures;
  }

  private Figures both(ProviderRule rule, Postgres postgres, ClassArchive archive)
      throws InterruptedException, IOException {
    Path own = Files.createDirectory(folder.resolve(rule.id()));
    Figures kept = keepers(rule, postgres, archive, own);
    // Half as many show what they cost.
    Figures unkept = naive(rule, postgres, own, kept.kills() / 2);
    synchronized (this) {
      keepers.put(rule.id(), kept);
      naive.put(rule.id(), unkept);
    }
    return kept;
  }

  private Figures keepers(ProviderRule rule, Postgres postgres, ClassArchive archive, Path own)
      throws InterruptedException {
    String database = postgres.database("keeper_" + rule.id().toLowerCase(Locale.ROOT));
    try (Provider provider = provider(rule, own);
        Contender contender =
            new KeeperContender(rule, provider, database, own, quota.users(), archive.options())) {
      var run = new KillRun(rule.id(), provider, contender, quota, timer, progress);
      Figures figures = run.run();
      duplicateSends.addAndGet(told("duplicate send", run.duplicateSends()));
      lostReplies.addAndGet(told("lost reply", run.lostReplies()));
      progress.accept(rule + ", keepers: " + figures);
      return figures;
    }
  }

  private int told(String what, List<String> all) {
    all.forEach(each -> progress.accept(what + ": " + each));
    return all.size();
  }

  private Figures naive(ProviderRule rule, Postgres postgres, Path own, int kills)
      throws InterruptedException {
    String database = postgres.database("naive_" + rule.id().toLowerCase(Locale.ROOT));
    var same = new Quota(quota.users(), Integer.MAX_VALUE, kills);
    try (Provider provider = provider(rule, own);
        Contender contender = new NaiveContender(rule, provider, database, own)) {
      Figures figures =
          new KillRun(rule.id() + "-naive", provider, contender, same, timer, progress).run();
      progress.accept(rule + ", naive loop: " + figures);
      return figures;
    }
  }

  private static Provider provider(ProviderRule rule, Path own) {
    return Provider.start(
        rule, LATENCY, KeeperPlan.ACCESS_TOKEN, KeeperPlan.GRACE, own.resolve("provider.log"));
  }
}
