package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** MariaDB. */
record MariaDb() implements Database {
  private static final String SETTINGS =
      "SHOW VARIABLES WHERE variable_name IN "
          + "('innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog', 'sql_mode')";

  /** 3 writes twice per commit; 0 and 2 leave it to the next second. */
  private static final Set<String> AT_EVERY_COMMIT = Set.of("1", "3");

  @Override
  public String name() {
    return "MariaDB";
  }

  @Override
  public int[] oldest() {
    return new int[] {10, 6};
  }

  @Override
  public String driver() {
    return "org.mariadb.jdbc:mariadb-java-client";
  }

  /**
   * In bulk it would keep to itself how many rows each statement changed; and a row that a process
   * holds which has been stopped must neither hold up the answers for others nor its own for longer
   * than those have until settle.
   */
  @Override
  public Map<String, String> driverProperties() {
    return Map.of(
        "useBulkStmts", "false",
        "useBulkStmtsForInserts", "false",
        "sessionVariables", "innodb_lock_wait_timeout=1,idle_transaction_timeout=2");
  }

  /** Where few rows are stored it would read, and lock, all of them instead of the index. */
  @Override
  public String due() {
    return "SELECT * FROM tokenkeeper_authorization FORCE INDEX (tokenkeeper_due) "
        + "WHERE due_at <= :now ORDER BY due_at LIMIT :max FOR UPDATE SKIP LOCKED";
  }

  /** UNIX_TIMESTAMP goes by way of the session's time zone, where one hour a year comes twice. */
  @Override
  public String now() {
    return "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000";
  }

  @Override
  public List<Problem> problems(Connection connection) throws SQLException {
    Map<String, String> settings = Database.settings(connection, SETTINGS);
    List<Problem> problems = new ArrayList<>();
    if (!AT_EVERY_COMMIT.contains(settings.get("innodb_flush_log_at_trx_commit"))) {
      problems.add(losing("innodb_flush_log_at_trx_commit"));
    }
    // With a binary log, what is not in it is rolled back when the server recovers.
    if ("ON".equals(settings.get("log_bin")) && !"1".equals(settings.get("sync_binlog"))) {
      problems.add(losing("sync_binlog"));
    }
    if (!settings.getOrDefault("sql_mode", "").toUpperCase(Locale.ROOT).contains("STRICT_")) {
      problems.add(
          new Problem(
              "store.url",
              "leads to a MariaDB that cuts what does not fit, without a word",
              "Add STRICT_TRANS_TABLES to its sql_mode."));
    }
    return problems;
  }

  private static Problem losing(String setting) {
    return new Problem(
        "store.url",
        "leads to a MariaDB whose %s is not 1: a crash loses tokens that it has acknowledged"
            .formatted(setting),
        "Set %s to 1.".formatted(setting));
  }
}
