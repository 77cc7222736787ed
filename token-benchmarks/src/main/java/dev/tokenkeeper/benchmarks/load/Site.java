package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Workspace;
import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** A database server and a strict provider, in a folder that goes with them. */
final class Site implements AutoCloseable {
  private static final int MOST_COMPLAINTS = 20;

  private final Workspace workspace;
  private final Database database;
  private final Provider provider;
  private final Consumer<String> progress;

  /**
   * Starts both.
   *
   * @param latency of the provider's answers
   * @param progress gets a line now and then, at the end what the processes complained of
   */
  Site(Duration latency, Consumer<String> progress) throws IOException {
    this.progress = progress;
    this.workspace = Workspace.create("bench-load");
    this.database = new Database(workspace.database());
    this.provider =
        Provider.start(ProviderRule.ONE_TIME, latency, LoadPlan.ACCESS_TOKEN, Duration.ZERO, log());
  }

  Database database() {
    return database;
  }

  Provider provider() {
    return provider;
  }

  void progress(String line) {
    progress.accept(line);
  }

  PlainClient client() {
    return new PlainClient(provider.tokenUri("outside"));
  }

  /** Returns where everybody's standard error goes. */
  Path log() {
    return workspace.folder().resolve("log");
  }

  LoadPlan plan(String node, int callers) {
    return new LoadPlan(node, provider.tokenUri(node), database.loadedUrl(), keyset(), callers);
  }

  /** Opens the keepers' store from outside. */
  Vault vault() {
    return new Vault(
        new LoadPlan("outside", provider.tokenUri("outside"), database.url(), keyset(), 0));
  }

  private Path keyset() {
    return workspace.folder().resolve("keyset.json");
  }

  @Override
  public void close() throws IOException {
    try (workspace;
        database;
        provider) {
      if (Files.exists(log())) {
        Files.readAllLines(log()).stream().limit(MOST_COMPLAINTS).forEach(progress);
      }
    }
  }
}
