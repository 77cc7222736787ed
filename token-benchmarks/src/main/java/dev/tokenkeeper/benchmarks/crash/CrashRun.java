package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.crash.KillRun.Quota;
import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.benchmarks.process.Workspace;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.benchmarks.provider.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Keepers and the naive loop side by side, each at providers of its own, on one server. */
final class CrashRun {
  private static final Duration LATENCY = Duration.ofMillis(300);

  private final Quota quota;
  private final Workspace workspace;
  private final Consumer<String> progress;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);

  /**
   * Prepares a run.
   *
   * @param workspace empty
   * @param progress gets a line now and then
   */
  CrashRun(Quota quota, Workspace workspace, Consumer<String> progress) {
    this.quota = quota;
    this.workspace = workspace;
    this.progress = progress;
  }

  /** Runs with a provider for each of these rules. */
  CrashResult run(List<ProviderRule> rules)
      throws InterruptedException, ExecutionException, IOException {
    ExecutorService lanes = Executors.newFixedThreadPool(2);
    try (Postgres postgres = Postgres.start(workspace.database())) {
      progress.accept("PostgreSQL runs with fsync=on and synchronous_commit=on");
      ClassArchive archive = ClassArchive.make(postgres, workspace.folder());
      Future<CrashResult> kept = lanes.submit(() -> keepers(rules, postgres, archive));
      Future<Map<String, Figures>> unkept = lanes.submit(() -> naive(rules, postgres, archive));
      return kept.get().beside(unkept.get());
    } finally {
      lanes.shutdownNow();
      timer.shutdownNow();
    }
  }

  private CrashResult keepers(List<ProviderRule> rules, Postgres postgres, ClassArchive archive)
      throws InterruptedException, IOException {
    Path own = Files.createDirectory(workspace.folder().resolve("keepers"));
    try (Providers providers = providers(rules, own);
        Contender contender =
            new KeeperContender(
                providers, postgres.database("keepers"), own, quota.users(), archive.options())) {
      var run = new KillRun("keeper", providers, contender, quota, timer, progress);
      Map<String, Figures> figures = run.run();
      return new CrashResult(
          figures,
          Map.of(),
          told("duplicate send", run.duplicateSends()),
          told("lost reply", run.lostReplies()));
    }
  }

  private int told(String what, List<String> all) {
    all.forEach(each -> progress.accept(what + ": " + each));
    return all.size();
  }

  /** As often as a keeper is killed at least: that shows what it costs. */
  private Map<String, Figures> naive(
      List<ProviderRule> rules, Postgres postgres, ClassArchive archive)
      throws InterruptedException, IOException {
    Path own = Files.createDirectory(workspace.folder().resolve("naive"));
    var same = new Quota(quota.users(), Integer.MAX_VALUE, quota.between());
    try (Providers providers = providers(rules, own);
        Contender contender =
            new NaiveContender(
                providers, postgres.database("naive"), own, quota.users(), archive.options())) {
      return new KillRun("naive", providers, contender, same, timer, progress).run();
    }
  }

  private static Providers providers(List<ProviderRule> rules, Path own) {
    return Providers.start(
        rules, LATENCY, KeeperPlan.ACCESS_TOKEN, KeeperPlan.GRACE, own.resolve("providers.log"));
  }
}
