package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** PostgreSQL. */
record PostgreSql() implements Database {
  /** As this connection has them: a role or a database may have values of its own. */
  private static final String DURABILITY =
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')";

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public int[] oldest() {
    return new int[] {13, 0};
  }

  @Override
  public String driver() {
    return "org.postgresql:postgresql";
  }

  /**
   * Errors would quote rows; who waits for an answer must learn that its server is gone; and a row
   * that a process holds which has been stopped must neither hold up the answers for others nor its
   * own for longer than those have until settle.
   */
  @Override
  public Map<String, String> driverProperties() {
    return Map.of(
        "logServerErrorDetail", "false",
        "tcpKeepAlive", "true",
        "options", "-c lock_timeout=250ms -c idle_in_transaction_session_timeout=2s");
  }

  /** Flyway's lock would otherwise stand idle in a transaction for as long as a migration takes. */
  @Override
  public void configure(FluentConfiguration flyway) {
    flyway
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
  }

  @Override
  public String due() {
    return "SELECT * FROM tokenkeeper_authorization WHERE due_at <= :now "
        + "ORDER BY due_at LIMIT :max FOR UPDATE SKIP LOCKED";
  }

  /** The time of the transaction, which now() is, may be that of a long wait ago. */
  @Override
  public String now() {
    return "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)";
  }

  /**
   * Nothing is said about full_page_writes: on file systems that never tear a page it is rightly
   * off, and which one it is cannot be seen from here.
   */
  @Override
  public List<Problem> problems(Connection connection) throws SQLException {
    Map<String, String> settings = Database.settings(connection, DURABILITY);
    return Stream.of("fsync", "synchronous_commit")
        .filter(each -> "off".equals(settings.get(each)))
        .map(PostgreSql::problem)
        .toList();
  }

  private static Problem problem(String setting) {
    return new Problem(
        "store.url",
        "leads to a PostgreSQL whose %s is off: a crash loses tokens that it has acknowledged"
            .formatted(setting),
        "Turn %s on, for the server, the database and the role.".formatted(setting));
  }
}
