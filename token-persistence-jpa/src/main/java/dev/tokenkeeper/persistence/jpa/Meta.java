package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one row that says whose database this is and which code may touch it. */
final class Meta {
  private static final String READ =
      "SELECT schema_level, minimum_code_level, installation FROM tokenkeeper_meta";
  private static final String CLAIM =
      "UPDATE tokenkeeper_meta SET installation = ? WHERE installation IS NULL";

  /** There is no such table: MariaDB and H2, PostgreSQL. */
  private static final Set<String> NO_TABLE = Set.of("42S02", "42S03", "42S04", "42P01");

  record Content(int level, int minimumCodeLevel, @Nullable String installation) {}

  private final DataSource source;

  Meta(DataSource source) {
    this.source = source;
  }

  /** Null if the database holds no schema of ours. */
  @Nullable Content read() {
    try (Connection connection = source.getConnection()) {
      return read(connection);
    } catch (SQLException e) {
      if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
        return null;
      }
      throw new StoreException("The database's meta row cannot be read", DatabaseFailure.of(e));
    }
  }

  private static @Nullable Content read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ);
        ResultSet found = statement.executeQuery()) {
      return found.next()
          ? new Content(found.getInt(1), found.getInt(2), found.getString(3))
          : null;
    }
  }

  /** Writes the name if there is none yet and returns what is there then. */
  Content claimedBy(String installation) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, installation);
      statement.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return Objects.requireNonNull(read(connection), "meta");
    } catch (SQLException e) {
      throw new StoreException("The installation cannot be recorded", DatabaseFailure.of(e));
    }
  }
}
