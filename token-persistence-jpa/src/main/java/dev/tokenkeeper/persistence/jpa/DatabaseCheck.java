package dev.tokenkeeper.persistence.jpa;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.StoreException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Refuses, before anything is touched, a database that cannot keep what the store promises. */
final class DatabaseCheck {
  private DatabaseCheck() {}

  static void require(DataSource source) {
    try (Connection connection = source.getConnection()) {
      List<Problem> problems = problems(connection);
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems);
      }
    } catch (SQLException e) {
      throw new StoreException("The database cannot be reached", DatabaseFailure.of(e));
    }
  }

  private static List<Problem> problems(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    Optional<Database> database = Database.of(metaData);
    if (database.isEmpty()) {
      return List.of(unknown(metaData.getDatabaseProductName()));
    }
    if (isTooOld(metaData, database.get().oldest())) {
      return List.of(tooOld(metaData, database.get()));
    }
    List<Problem> problems = new ArrayList<>(database.get().problems(connection));
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      problems.add(
          new Problem(
              "store.dataSource",
              "gives connections whose transactions are not READ COMMITTED",
              "Set the isolation of its pool."));
    }
    return problems;
  }

  private static Problem unknown(String product) {
    String known = Database.all().map(Database::name).collect(joining(", "));
    return new Problem(
        "store.url",
        "leads to %s, on which the store does not work".formatted(product),
        "Use one of %s.".formatted(known));
  }

  private static boolean isTooOld(DatabaseMetaData metaData, int[] oldest) throws SQLException {
    int major = metaData.getDatabaseMajorVersion();
    return major < oldest[0]
        || (major == oldest[0] && metaData.getDatabaseMinorVersion() < oldest[1]);
  }

  private static Problem tooOld(DatabaseMetaData metaData, Database database) throws SQLException {
    int[] oldest = database.oldest();
    return new Problem(
        "store.url",
        "leads to %s %d.%d"
            .formatted(
                database.name(),
                metaData.getDatabaseMajorVersion(),
                metaData.getDatabaseMinorVersion()),
        "Update it to %d.%d or newer.".formatted(oldest[0], oldest[1]));
  }
}
