package dev.tokenkeeper.persistence.jpa;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL that stores what it acknowledges; the embedded one's own defaults do not. */
final class PostgresServer {
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Started by the first who asks. */
  private static final class Started {
    static final EmbeddedPostgres SERVER = start();
  }

  private PostgresServer() {}

  static RealDatabase newDatabase() {
    String name = "tokenkeeper_" + DATABASES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(Started.SERVER.getPort(), name);
    return new RealDatabase("PostgreSQL", url, "postgres", null);
  }

  private static EmbeddedPostgres start() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
    try {
      EmbeddedPostgres server = builder.start();
      requireDurable(server);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void requireDurable(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        try (ResultSet shown = statement.executeQuery("SHOW " + setting)) {
          if (!shown.next() || !shown.getString(1).equals("on")) {
            throw new AssertionError(setting + " is not on");
          }
        }
      }
    }
  }

  private static void execute(String sql) {
    try (Connection connection = Started.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
