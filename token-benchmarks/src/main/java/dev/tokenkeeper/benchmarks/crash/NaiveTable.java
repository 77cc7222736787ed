package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
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
  record Tokens(ProviderRule rule, String user, String refreshToken, long dueAtMillis) {
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
            "CREATE TABLE naive (provider text, subject text, epoch int, generation int,"
                + " access_token text, refresh_token text, due_at bigint, renewed_at bigint,"
                + " PRIMARY KEY (provider, subject))")) {
      statement.execute();
    }
  }

  List<Tokens> select(int remainder, int divisor) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT provider, subject, refresh_token, due_at FROM naive"
                + " WHERE abs(hashtext(provider || subject)) % ? = ? ORDER BY due_at")) {
      statement.setInt(1, divisor);
      statement.setInt(2, remainder);
      List<Tokens> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new Tokens(
                  ProviderRule.of(row.getString(1)),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4)));
        }
      }
      return found;
    }
  }

  void update(ProviderRule rule, String user, Grant grant, long dueAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE naive SET generation = generation + 1, access_token = ?, refresh_token = ?,"
                + " due_at = ?, renewed_at = ? WHERE provider = ? AND subject = ?")) {
      statement.setString(1, grant.accessToken());
      statement.setString(2, grant.refreshToken());
      statement.setLong(3, dueAt);
      statement.setLong(4, System.currentTimeMillis());
      statement.setString(5, rule.id());
      statement.setString(6, user);
      statement.executeUpdate();
    }
  }

  void login(ProviderRule rule, String user, Grant grant, long dueAt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO naive VALUES (?, ?, 1, 0, ?, ?, ?, ?)"
                + " ON CONFLICT (provider, subject) DO UPDATE SET epoch = naive.epoch + 1, generation = 0, access_token = excluded.access_token,"
                + " refresh_token = excluded.refresh_token, due_at = excluded.due_at,"
                + " renewed_at = excluded.renewed_at")) {
      statement.setString(1, rule.id());
      statement.setString(2, user);
      statement.setString(3, grant.accessToken());
      statement.setString(4, grant.refreshToken());
      statement.setLong(5, dueAt);
      statement.setLong(6, System.currentTimeMillis());
      statement.executeUpdate();
    }
  }

  List<Holding> holdings() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT provider, subject, epoch, generation, refresh_token, renewed_at FROM naive");
        ResultSet row = statement.executeQuery()) {
      List<Holding> found = new ArrayList<>();
      while (row.next()) {
        ProviderRule rule = ProviderRule.of(row.getString(1));
        found.add(
            new Holding(
                rule,
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                false,
                Fingerprint.of(row.getString(5)),
                List.of(),
                rule.keepsLogins(),
                true,
                null,
                row.getLong(6)));
      }
      return found;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
