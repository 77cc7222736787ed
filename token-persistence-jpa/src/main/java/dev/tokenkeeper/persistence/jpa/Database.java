package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What differs between the databases that the store works on. */
sealed interface Database permits H2, PostgreSql, MariaDb {

  /** Its name, as its driver says it. */
  String name();

  /** The oldest version that has all that the statements need. */
  int[] oldest();

  /** The driver that a host adds to its class path. */
  String driver();

  /** What our own pool asks of the driver. */
  Map<String, String> driverProperties();

  /** Tells the tool that migrates the schema what it needs to know. */
  default void configure(FluentConfiguration flyway) {}

  /**
   * Selects and locks, of the rows whose time has come, the {@code :max} that have been due longest
   * and that nobody else has locked.
   */
  String due();

  /** Selects the database's time in epoch milliseconds, whatever its time zone. */
  String now();

  /** Why it would lose what it has acknowledged; empty if it would not. */
  List<Problem> problems(Connection connection) throws SQLException;

  /** The folder of its migrations. */
  default String scripts() {
    return "classpath:dev/tokenkeeper/persistence/jpa/migration/" + name().toLowerCase(Locale.ROOT);
  }

  /** Returns all that the store works on. */
  static Stream<Database> all() {
    return Stream.of(new H2(), new PostgreSql(), new MariaDb());
  }

  /** Returns the one that a JDBC URL leads to; empty if the store does not work on it. */
  static Optional<Database> ofUrl(String url) {
    return all()
        .filter(each -> url.startsWith("jdbc:%s:".formatted(each.name().toLowerCase(Locale.ROOT))))
        .findFirst();
  }

  /** Returns the one that a connection leads to; empty if the store does not work on it. */
  static Optional<Database> of(DatabaseMetaData metaData) throws SQLException {
    String product = metaData.getDatabaseProductName();
    return all().filter(each -> each.name().equals(product)).findFirst();
  }

  /** Returns the one behind a DataSource that has passed the check. */
  static Database of(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return of(connection.getMetaData()).orElseThrow();
    } catch (SQLException e) {
      throw new StoreException("The database cannot be reached", DatabaseFailure.of(e));
    }
  }

  /** Returns the names and values that a query of two columns gives. */
  static Map<String, String> settings(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      Map<String, String> settings = new HashMap<>();
      while (found.next()) {
        settings.put(found.getString(1), found.getString(2));
      }
      return settings;
    }
  }
}
