package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Refuses, before anything is touched, a database that cannot keep what the store promises. */
final class DatabaseCheck {
  private static final String LONGEST_WRITE_DELAY =
      "SELECT MAX(CAST(setting_value AS INTEGER)) FROM information_schema.settings "
          + "WHERE setting_name = 'WRITE_DELAY'";

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
    List<Problem> problems = new ArrayList<>();
    String product = connection.getMetaData().getDatabaseProductName();
    if (!product.equals("H2")) {
      problems.add(new Problem("store.url", "leads to " + product, "Use H2."));
    } else if (losesCommits(connection)) {
      problems.add(
          new Problem(
              "store.url",
              "leads to an H2 that acknowledges commits before it writes them: a kill loses tokens",
              "Append ;WRITE_DELAY=0 to its URL."));
    }
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      problems.add(
          new Problem(
              "store.dataSource",
              "gives connections whose transactions are not READ COMMITTED",
              "Set the isolation of its pool."));
    }
    return problems;
  }

  private static boolean losesCommits(Connection connection) throws SQLException {
    if (connection.getMetaData().getURL().startsWith("jdbc:h2:mem:")) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(LONGEST_WRITE_DELAY)) {
      return found.next() && found.getInt(1) > 0;
    }
  }
}
