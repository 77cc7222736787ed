package dev.tokenkeeper.benchmarks.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server that writes what it acknowledges to disk first. */
public final class Postgres implements AutoCloseable {
  /** Whom the server trusts. */
  public static final String USER = "postgres";

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts a server in a folder, and proves that it is durable. */
  public static Postgres start(Path folder) {
    try {
      var postgres =
          new Postgres(
              EmbeddedPostgres.builder()
                  .setDataDirectory(folder)
                  .setCleanDataDirectory(false)
                  .setServerConfig("fsync", "on")
                  .setServerConfig("synchronous_commit", "on")
                  .setServerConfig("full_page_writes", "on")
                  .setServerConfig("max_connections", "300")
                  .start());
      postgres.require("fsync");
      postgres.require("synchronous_commit");
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }

  /** Tells whether a server uses the files of this folder. */
  static boolean isRunning(Path folder) {
    return Files.exists(folder.resolve("postmaster.pid"));
  }

  private void require(String setting) {
    if (number("SELECT count(*) FROM pg_settings WHERE setting = 'on' AND name = '%s'", setting)
        != 1) {
      throw new IllegalStateException("PostgreSQL runs without " + setting);
    }
  }

  /** Makes an empty database and returns its URL, without credentials. */
  public String database(String name) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("No database " + name, e);
    }
    return url(name);
  }

  /** Returns the URL of a database, without credentials; there is one named as the user. */
  public String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + '/' + database;
  }

  /** Returns the one number that a query gives in the database named as the user. */
  public long number(String sql, Object... arguments) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(arguments))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not answer", e);
    }
  }

  /** Stops the server. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop", e);
    }
  }
}
