package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.benchmarks.provider.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The classes of a keeper's process, archived once: one that was killed is back in half the time.
 * The naive loop's process uses what it shares with it.
 */
record ClassArchive(Path file) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Runs a keeper for a moment and archives what it has loaded. */
  static ClassArchive make(Postgres postgres, Path folder)
      throws IOException, InterruptedException {
    Path own = Files.createDirectory(folder.resolve("archive"));
    var archive = new ClassArchive(own.resolve("keeper.jsa"));
    Duration second = Duration.ofSeconds(1);
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    ProviderRule any = ProviderRule.REUSABLE;
    try (var providers =
            Providers.start(List.of(any), Duration.ZERO, second, second, own.resolve("log"));
        var contender =
            new KeeperContender(
                providers,
                postgres.database("archive"),
                own,
                1,
                List.of("-XX:ArchiveClassesAtExit=" + archive.file));
        var life =
            new Life(
                contender, "archive", ready -> told.add("ready"), words -> told.add("other"))) {
      String unusedReady = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      life.logIn(any, KeeperPlan.user(0));
      life.order("sweep");
      // Until its first renewal has told what it sent.
      String unusedSend = told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      life.order("close");
      boolean unused = life.awaitEnd(PATIENCE);
    }
    return archive;
  }

  /** Returns what makes a virtual machine use it; where it is missing, it goes without. */
  List<String> options() {
    return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file, "-Xlog:cds=off");
  }
}
