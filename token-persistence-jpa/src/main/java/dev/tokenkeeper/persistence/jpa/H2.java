package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The embedded default; one process at a time. */
record H2() implements Database {
  private static final String WRITE_DELAY =
      "SELECT setting_name, MAX(CAST(setting_value AS INTEGER)) FROM information_schema.settings "
          + "WHERE setting_name = 'WRITE_DELAY' GROUP BY setting_name";

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public int[] oldest() {
    return new int[] {2, 2};
  }

  @Override
  public String driver() {
    return "com.h2database:h2";
  }

  @Override
  public Map<String, String> driverProperties() {
    return Map.of();
  }

  /**
   * With ORDER BY, H2 locks every due row before it takes the first few; so the index gives the
   * order, and only what is taken is locked.
   */
  @Override
  public String due() {
    return "SELECT * FROM tokenkeeper_authorization USE INDEX (tokenkeeper_due) "
        + "WHERE due_at <= :now FETCH FIRST :max ROWS ONLY FOR UPDATE SKIP LOCKED";
  }

  @Override
  public String now() {
    return "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)";
  }

  @Override
  public List<Problem> problems(Connection connection) throws SQLException {
    if (connection.getMetaData().getURL().startsWith("jdbc:h2:mem:")) {
      return List.of();
    }
    String delay = Database.settings(connection, WRITE_DELAY).getOrDefault("WRITE_DELAY", "0");
    return delay.equals("0")
        ? List.of()
        : List.of(
            new Problem(
                "store.url",
                "leads to an H2 that acknowledges commits before it writes them: a kill loses tokens",
                "Append ;WRITE_DELAY=0 to its URL."));
  }
}
