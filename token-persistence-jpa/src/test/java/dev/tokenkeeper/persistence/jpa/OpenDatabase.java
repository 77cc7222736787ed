package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.AuthorizationId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A database, opened the way a process does, and looked at from beside. */
final class OpenDatabase implements AutoCloseable {
  private static final List<String> TABLES =
      List.of("spare", "authorization", "journey", "journal", "audit", "quota", "quota_place");

  private final JpaSettings settings;
  private JpaPersistence ports;

  OpenDatabase(JpaSettings settings) {
    this.settings = settings;
    this.ports = JpaPersistence.open(settings);
  }

  static OpenDatabase embedded(Path folder) {
    return new OpenDatabase(JpaSettings.builder("test").embedded(folder).build());
  }

  JpaSettings settings() {
    return settings;
  }

  JpaPersistence ports() {
    return ports;
  }

  static String url(Path folder) {
    JpaSettings settings = JpaSettings.builder("test").embedded(folder).build();
    return Objects.requireNonNull(settings.url());
  }

  JpaPersistence reopened() {
    ports.close();
    ports = JpaPersistence.open(settings);
    return ports;
  }

  void empty() {
    for (String table : TABLES) {
      execute("DELETE FROM tokenkeeper_" + table);
    }
    execute("UPDATE tokenkeeper_meta SET key_check = NULL");
  }

  void execute(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = prepared(connection, sql, values)) {
      statement.execute();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the values of all rows, one after the other. */
  List<Object> query(String sql, Object... values) {
    try (Connection connection = connect();
        PreparedStatement statement = prepared(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<Object> all = new ArrayList<>();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          all.add(rows.getObject(i));
        }
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  List<String> eventsOf(AuthorizationId id) {
    return query(
            "SELECT kind FROM tokenkeeper_journal WHERE tenant = ? AND provider = ? AND subject = ? "
                + "AND account = ? ORDER BY id",
            id.tenant(),
            id.provider(),
            id.subject(),
            id.account())
        .stream()
        .map(String.class::cast)
        .toList();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        Objects.requireNonNull(settings.url()), settings.user(), null);
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void close() {
    ports.close();
  }
}
