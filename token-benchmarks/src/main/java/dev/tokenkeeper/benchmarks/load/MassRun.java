package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.load.MassFigures.Findings;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Very many rows that are due at once, and processes that sweep. Belongs to one thread. */
final class MassRun {
  private static final int BATCH = 500;
  private static final int LOGINS_AT_ONCE = 8;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration COUNTED_IN = Duration.ofSeconds(5);

  private final Site site;
  private final int processes;
  private final int rows;

  MassRun(Site site, int processes, int rows) {
    this.site = site;
    this.processes = processes;
    this.rows = rows;
  }

  /** Fills the store, lets the processes loose on it, and judges what they have made of it. */
  MassFigures run() throws Exception {
    try (Vault vault = site.vault()) {
      fill(vault);
      long began;
      long writes;
      long commits;
      try (var crew = new Crew(site, LoadedKeeper.class, processes, 1)) {
        commits = site.database().commits();
        writes = site.database().writes();
        began = site.database().millis();
        crew.order("sweep");
        awaitNothingDue(crew);
      }
      awaitCounts();
      return MassFigures.of(
          rows,
          new Findings(
              site.provider().facts(),
              vault.holdings(),
              began,
              site.database().writes() - writes,
              site.database().commits() - commits));
    }
  }

  private void fill(Vault vault) throws Exception {
    ExecutorService logins = Executors.newFixedThreadPool(LOGINS_AT_ONCE);
    try {
      PlainClient client = site.client();
      Instant issuedAt = vault.now().minus(LoadPlan.ACCESS_TOKEN.multipliedBy(9).dividedBy(10));
      List<Future<Map<String, Grant>>> batches =
          IntStream.iterate(0, first -> first < rows, first -> first + BATCH)
              .mapToObj(first -> logins.submit(() -> logIn(client, first)))
              .toList();
      for (Future<Map<String, Grant>> each : batches) {
        vault.add(each.get(), issuedAt);
      }
    } finally {
      logins.shutdownNow();
    }
    site.progress(site.database().due() + " rows are due");
  }

  private Map<String, Grant> logIn(PlainClient client, int first) throws Exception {
    Map<String, Grant> grants = new HashMap<>();
    for (int i = first; i < Math.min(first + BATCH, rows); i++) {
      grants.put(LoadPlan.user(i), client.login(LoadPlan.user(i)).orElseThrow());
    }
    return grants;
  }

  private void awaitNothingDue(Crew crew) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    long left = rows;
    for (int looks = 1; left > 0 && crew.isAlive() && System.nanoTime() < deadline; looks++) {
      LockSupport.parkNanos(LOOK.toNanos());
      left = site.database().unrenewed();
      if (looks % 5 == 0) {
        site.progress(left + " rows are left");
      }
    }
  }

  /** A connection's last transactions are counted when it ends. */
  private void awaitCounts() {
    long deadline = System.nanoTime() + COUNTED_IN.toNanos();
    while (site.database().loadedConnections() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}
