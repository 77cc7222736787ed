package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The naive loop, on a table of its own. */
final class NaiveContender implements Contender {
  private final boolean loginsKept;
  private final Provider provider;
  private final String databaseUrl;
  private final Path folder;
  private final NaiveTable table;

  NaiveContender(ProviderRule rule, Provider provider, String databaseUrl, Path folder) {
    this.loginsKept = rule == ProviderRule.ONE_TIME_WITH_LOGIN;
    this.provider = provider;
    this.databaseUrl = databaseUrl;
    this.folder = folder;
    try {
      this.table = new NaiveTable(databaseUrl);
      table.create();
    } catch (SQLException e) {
      throw new IllegalStateException("The naive loop's table cannot be made", e);
    }
  }

  @Override
  public Child start(String name, Consumer<List<String>> heard) {
    return Child.start(
        name,
        NaiveProcess.class,
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"),
        List.of(
            name, provider.tokenUri(name).toString(), databaseUrl, Boolean.toString(loginsKept)),
        folder.resolve("naive.log"),
        heard);
  }

  @Override
  public int processes() {
    return 1;
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
      return table.holdings(loginsKept);
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
