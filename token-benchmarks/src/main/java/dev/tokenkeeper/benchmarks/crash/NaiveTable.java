package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.process.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table of the naive loop, on a connection of one thread. */
final class NaiveTable implements AutoCloseable {
  private final Connection connection;

  /** Tokens as they are stored: in the clear. */
  record Tokens(String user, String refreshToken, long dueAtMillis) {
    @Override
    public String toString() {
      return "Tokens[***]";
    }
  }

  NaiveTable(String url) throws SQLException {
    this.connection = DriverManager.getConnection(url, Postgres.USER, "");
  }

  void create() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "CREATE TABLE naive (subject text PRIMARY KEY, epoch int, generation int,"
                + " access_token text, refresh_token text, due_at bigint, renewed_at bigint)")) {
      statement.execute();
    }
  }

  List<Tokens> select(int remainder, int divisor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT subject, refresh_token, due_at FROM naive"
                + " WHERE abs(hashtext(subject)) % ? = ?")) {
      statement.setInt(1, divisor);
      statement.setInt(2, remainder);
      List<Tokens> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(new Tokens(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
      return found;
    }
  }

  void update(String user, String access, String refresh, long dueAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE naive SET generation = generation + 1, access_token = ?, refresh_token = ?,"
                + " due_at = ?, renewed_at = ? WHERE subject = ?")) {
      statement.setString(1, access);
      statement.setString(2, refresh);
      statement.setLong(3, dueAt);
      statement.setLong(4, System.currentTimeMillis());
      statement.setString(5, user);
      statement.executeUpdate();
    }
  }

  void login(String user, String access, String refresh, long dueAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO naive VALUES (?, 1, 0, ?, ?, ?, ?) ON CONFLICT (subject) DO UPDATE SET"
                + " epoch = naive.epoch + 1, generation = 0, access_token = excluded.access_token,"
                + " refresh_token = excluded.refresh_token, due_at = excluded.due_at,"
                + " renewed_at = excluded.renewed_at")) {
      statement.setString(1, user);
      statement.setString(2, access);
      statement.setString(3, refresh);
      statement.setLong(4, dueAt);
      statement.setLong(5, System.currentTimeMillis());
      statement.executeUpdate();
    }
  }

  List<Holding> holdings(boolean loginsKept) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT subject, epoch, generation, refresh_token, renewed_at FROM naive");
        ResultSet row = statement.executeQuery()) {
      List<Holding> found = new ArrayList<>();
      while (row.next()) {
        String token = Fingerprint.of(row.getString(4));
        found.add(
            new Holding(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                false,
                token,
                List.of(),
                loginsKept,
                true,
                null,
                row.getLong(5)));
      }
      return found;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
