package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.process.Postgres;
import dev.tokenkeeper.benchmarks.provider.PlainClient.Grant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One user's tokens as most store them, on a connection of one thread. */
final class NaiveRow implements AutoCloseable {
  private final Connection connection;

  NaiveRow(String url) throws SQLException {
    this.connection = DriverManager.getConnection(url, Postgres.USER, "");
  }

  void create() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE naive (access_token text, refresh_token text)");
      statement.execute("INSERT INTO naive VALUES ('', '')");
    }
  }

  Grant select() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT access_token, refresh_token FROM naive")) {
      row.next();
      return new Grant(row.getString(1), row.getString(2));
    }
  }

  void update(Grant grant) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE naive SET access_token = ?, refresh_token = ?")) {
      statement.setString(1, grant.accessToken());
      statement.setString(2, grant.refreshToken());
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
