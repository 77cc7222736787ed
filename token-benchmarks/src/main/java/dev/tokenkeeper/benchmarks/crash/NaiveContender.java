package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.Providers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The naive loop, on a table of its own. */
final class NaiveContender implements Contender {
  private static final List<String> OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

  private final Providers providers;
  private final String databaseUrl;
  private final Path folder;
  private final int users;
  private final List<String> options;
  private final NaiveTable table;

  NaiveContender(
      Providers providers, String databaseUrl, Path folder, int users, List<String> options) {
    this.providers = providers;
    this.users = users;
    this.databaseUrl = databaseUrl;
    this.folder = folder;
    this.options = Stream.concat(OPTIONS.stream(), options.stream()).toList();
    try {
      this.table = new NaiveTable(databaseUrl);
      table.create();
    } catch (SQLException e) {
      throw new IllegalStateException("The naive loop's table cannot be made", e);
    }
  }

  @Override
  public Child start(String name, Consumer<List<String>> heard) {
    var plan =
        new KeeperPlan(
            name, providers.tokenUris(name), databaseUrl, folder.resolve("unused"), users);
    return Child.start(
        name, NaiveProcess.class, options, plan.arguments(), folder.resolve("naive.log"), heard);
  }

  @Override
  public int processes() {
    return 1;
  }

  /** Each thread takes its users one by one, and there is no other process to do it. */
  @Override
  public Duration warmUp() {
    return Duration.ofMillis(1500);
  }

  @Override
  public List<Point> points() {
    return List.of(
        Point.BEFORE_SEND,
        Point.REQUEST_ARRIVED,
        Point.TOKEN_SPENT,
        Point.HEADERS_SENT,
        Point.MID_BODY,
        Point.BODY_SENT,
        Point.ANSWER_IN_HAND,
        Point.BEFORE_STORE,
        Point.COMMITTING,
        Point.COMMITTED);
  }

  @Override
  public boolean surfaces() {
    return false;
  }

  @Override
  public synchronized List<Holding> holdings() {
    try {
      return table.holdings();
    } catch (SQLException e) {
      throw new IllegalStateException("The naive loop's table cannot be read", e);
    }
  }

  @Override
  public void close() {
    try {
      table.close();
    } catch (SQLException e) {
      // The server is about to end.
    }
  }
}
