package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.provider.PlainClient;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A database server and a strict provider, in a folder that goes with them. */
final class Site implements AutoCloseable {
  private static final int MOST_COMPLAINTS = 20;

  private final Path folder;
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
    this.folder = Files.createTempDirectory("bench-load");
    this.database = new Database(folder.resolve("postgres"));
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
    return folder.resolve("log");
  }

  LoadPlan plan(String node, int callers) {
    return new LoadPlan(
        node,
        provider.tokenUri(node),
        database.loadedUrl(),
        folder.resolve("keyset.json"),
        callers);
  }

  /** Opens the keepers' store from outside. */
  Vault vault() {
    return new Vault(
        new LoadPlan(
            "outside",
            provider.tokenUri("outside"),
            database.url(),
            folder.resolve("keyset.json"),
            0));
  }

  @Override
  public void close() throws IOException {
    try (database;
        provider) {
      if (Files.exists(log())) {
        Files.readAllLines(log()).stream().limit(MOST_COMPLAINTS).forEach(progress);
      }
    } finally {
      delete();
    }
  }

  private void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
