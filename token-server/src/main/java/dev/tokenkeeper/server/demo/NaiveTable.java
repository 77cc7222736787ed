package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.ConfigurationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;

/** The naive loop's store: a row per user, its tokens in the clear, no guard on writes. */
final class NaiveTable implements AutoCloseable {
  private static final String CREATE =
      "CREATE TABLE IF NOT EXISTS token (username VARCHAR PRIMARY KEY, access VARCHAR,"
          + " refresh VARCHAR, expires_at TIMESTAMP WITH TIME ZONE)";
  private static final String SELECT =
      "SELECT access, refresh, expires_at FROM token WHERE username = ?";
  private static final String WRITE =
      "MERGE INTO token (username, access, refresh, expires_at) VALUES (?, ?, ?, ?)";

  private final String url;

  /** Keeps the database open between the others. */
  private final Connection first;

  private NaiveTable(String url) throws SQLException {
    this.url = url;
    this.first = DriverManager.getConnection(url);
    first.createStatement().execute(CREATE);
  }

  static NaiveTable open(Path file) {
    try {
      return new NaiveTable("jdbc:h2:file:" + file);
    } catch (SQLException e) {
      throw new ConfigurationException(
          "--data", file + " does not open: " + e.getErrorCode(), "Use another folder.");
    }
  }

  Optional<NaiveTokens> select(String user) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setString(1, user);
      ResultSet row = select.executeQuery();
      return row.next() ? Optional.of(tokens(row)) : Optional.empty();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read the tokens of " + user, e);
    }
  }

  void write(String user, NaiveTokens tokens) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement write = connection.prepareStatement(WRITE)) {
      write.setString(1, user);
      write.setString(2, tokens.access());
      write.setString(3, tokens.refresh());
      write.setTimestamp(4, Timestamp.from(tokens.expiresAt()));
      write.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot write the tokens of " + user, e);
    }
  }

  private static NaiveTokens tokens(ResultSet row) throws SQLException {
    return new NaiveTokens(row.getString(1), row.getString(2), row.getTimestamp(3).toInstant());
  }

  @Override
  public void close() {
    try {
      first.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close " + url, e);
    }
  }
}
