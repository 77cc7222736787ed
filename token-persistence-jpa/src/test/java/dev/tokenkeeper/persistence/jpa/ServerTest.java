package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that lose commits, cut connections and keep others waiting. */
@Tag("whole")
class ServerTest {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  static Stream<RealDatabase> servers() {
    return Stream.of(RealDatabase.postgres(), RealDatabase.mariadb());
  }

  @Test
  void open_postgresqlWithoutFsync_isRefusedAndUntouched() throws Exception {
    try (EmbeddedPostgres itsDefaults = EmbeddedPostgres.start()) {
      String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(itsDefaults.getPort());
      var lossy = new RealDatabase("PostgreSQL", url, "postgres", null);

      assertRefused(lossy.settings(), "fsync", "synchronous_commit", "Turn fsync on");
      assertThat(strings(lossy, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
          .isEmpty();
    }
  }

  @Test
  void open_postgresqlWhoseDatabaseDoesNotWaitForTheDisk_isRefused() throws Exception {
    RealDatabase database = RealDatabase.postgres();
    String name = strings(database, "SELECT current_database()").get(0);
    execute(database, "ALTER DATABASE %s SET synchronous_commit = off".formatted(name));
    assertRefused(database.settings(), "synchronous_commit", "the role");

    execute(database, "ALTER DATABASE %s SET synchronous_commit = remote_apply".formatted(name));
    assertThatCode(() -> JpaPersistence.open(database.settings()).close())
        .doesNotThrowAnyException();
  }

  @Test
  void open_mariadbThatDoesNotWaitForTheDisk_isRefused() throws Exception {
    RealDatabase database = RealDatabase.mariadb();
    execute(database, "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
    try {
      assertRefused(database.settings(), "innodb_flush_log_at_trx_commit", "to 1");
    } finally {
      execute(database, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    }
  }

  @Test
  void open_mariadbThatCutsWhatDoesNotFit_isRefused() {
    RealDatabase database = RealDatabase.mariadb();
    String url = database.url() + "?sessionVariables=sql_mode=''";

    assertRefused(
        JpaSettings.builder("test").url(url).user(database.user()).build(), "STRICT_TRANS_TABLES");
  }

  /** In bulk the driver may keep to itself how many rows each statement changed. */
  @Test
  void apply_hostsMariadbInBulk_answersPerRow() {
    RealDatabase database = RealDatabase.mariadb();
    try (var pool = pool(database, "?useBulkStmts=true&useBulkStmtsForInserts=true");
        var persistence =
            JpaPersistence.open(JpaSettings.builder("test").dataSource(pool).build())) {
      AuthorizationStore store = persistence.store();
      store.apply(List.of(insert(ID), insert(id("b"))));
      Authorization read = SampleAuthorizations.bare(ID);
      Transition change = Transition.to(read, read.rearmed(Instant.EPOCH));
      assertThat(store.apply(List.of(change, insert(id("b")), insert(id("c")))))
          .containsExactly(true, false, true);

      Authorization other = SampleAuthorizations.bare(id("b"));
      assertThat(store.apply(List.of(change, Transition.to(other, other.rearmed(Instant.EPOCH)))))
          .containsExactly(false, true);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void apply_serverCutsTheConnectionBeforeCommit_failsAndTheNextWorks(RealDatabase database) {
    var isToBeCut = new AtomicBoolean();
    try (var pool = pool(database, "")) {
      var source =
          FaultyDataSource.over(
              pool,
              (method, call) -> {
                if (method.equals("commit") && isToBeCut.getAndSet(false)) {
                  cutAllConnections(database);
                }
                return call.call();
              });
      var settings = JpaSettings.builder("test").dataSource(source).build();
      try (var persistence = JpaPersistence.open(settings)) {
        AuthorizationStore store = persistence.store();
        isToBeCut.set(true);

        assertThatThrownBy(() -> store.apply(List.of(insert(ID))))
            .isInstanceOf(StoreException.class);
        assertThat(isToBeCut).isFalse();
        // The pool finds out one by one which of its connections are gone.
        await().ignoreExceptions().until(() -> store.find(ID).isEmpty());
        assertThat(store.apply(List.of(insert(ID)))).containsExactly(true);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void apply_rowLockedTooLong_isTriedOnceMore(RealDatabase database) throws Exception {
    var locker = new Locker();
    try (var pool = pool(database, impatient(database))) {
      var source = FaultyDataSource.over(pool, locker::around);
      var settings = JpaSettings.builder("test").dataSource(source).build();
      try (var persistence = JpaPersistence.open(settings);
          Connection other = database.connect()) {
        AuthorizationStore store = persistence.store();
        store.apply(List.of(insert(ID)));
        other.setAutoCommit(false);
        locker.lock(other);
        Authorization read = SampleAuthorizations.bare(ID);

        assertThat(store.apply(List.of(Transition.to(read, read.rearmed(Instant.EPOCH)))))
            .containsExactly(true);
        assertThat(locker.timeouts).isEqualTo(1);
      }
    }
  }

  /** A group of answers must not wait for as long as the process sleeps that holds one row. */
  @ParameterizedTest
  @MethodSource("servers")
  @Timeout(30)
  void apply_rowHeldByAStoppedProcess_isGivenUpAndTheOthersAreStored(RealDatabase database)
      throws Exception {
    try (var persistence = JpaPersistence.open(database.settings());
        Connection stopped = database.connect()) {
      AuthorizationStore store = persistence.store();
      store.apply(List.of(insert(ID)));
      // As the store's own connections are: no locks between rows.
      stopped.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      stopped.setAutoCommit(false);
      new Locker().lock(stopped);
      Authorization read = SampleAuthorizations.bare(ID);
      Transition held = Transition.to(read, read.rearmed(Instant.EPOCH));

      assertThatThrownBy(() -> store.apply(List.of(held))).isInstanceOf(StoreException.class);
      assertThat(store.apply(List.of(insert(AuthorizationId.of("bsn", "other")))))
          .containsExactly(true);
      stopped.rollback();
    }
  }

  /** What a process holds when it is stopped is its own only for a while. */
  @ParameterizedTest
  @MethodSource("servers")
  @Timeout(60)
  void apply_rowHeldInAStoppedTransaction_isStoredWithinSeconds(RealDatabase database)
      throws Exception {
    var isHeld = new CountDownLatch(1);
    var goesOn = new CountDownLatch(1);
    try (var persistence = JpaPersistence.open(database.settings());
        var stopped = JpaPersistence.open(database.settings())) {
      AuthorizationStore store = persistence.store();
      store.apply(List.of(insert(ID)));
      Authorization read = store.find(ID).orElseThrow();
      Transition due = Transition.to(read, read.rearmed(Instant.EPOCH));
      store.apply(List.of(due));
      var sweep =
          new FutureTask<>(
              () ->
                  stopped
                      .store()
                      .applyDue(
                          1,
                          (row, now) -> {
                            isHeld.countDown();
                            uninterrupted(goesOn);
                            return Transition.to(row, row.rearmed(now));
                          }));
      new Thread(sweep, "stopped").start();
      isHeld.await();

      Transition answer = Transition.to(due.after(), due.after().rearmed(Instant.EPOCH));
      await().ignoreExceptions().until(() -> store.apply(List.of(answer)).equals(List.of(true)));
      goesOn.countDown();
      assertThatThrownBy(sweep::get).hasCauseInstanceOf(StoreException.class);
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A long migration would be cut off by the bound that our own connections have. */
  @Test
  void open_migrating_noConnectionStandsIdleInATransaction() throws Exception {
    RealDatabase database = RealDatabase.postgres();
    List<String> idle = new ArrayList<>();
    try (var pool = pool(database, "")) {
      var source =
          FaultyDataSource.over(
              pool,
              (method, call) -> {
                idle.add(idleInTransaction(database));
                return call.call();
              });
      JpaPersistence.open(JpaSettings.builder("test").dataSource(source).build()).close();
    }
    // The one that is about to execute.
    assertThat(idle).hasSizeGreaterThan(20).isSubsetOf("0", "1");
  }

  private static String idleInTransaction(RealDatabase database) throws SQLException {
    return strings(
            database,
            "SELECT count(*)::text FROM pg_stat_activity "
                + "WHERE datname = current_database() AND state = 'idle in transaction'")
        .get(0);
  }

  /** Lets go of the row when somebody has given up waiting for it. */
  private static final class Locker {
    private @Nullable Connection holding;
    private int timeouts;

    void lock(Connection other) throws SQLException {
      try (Statement statement = other.createStatement()) {
        statement.execute("UPDATE tokenkeeper_authorization SET failure_count = failure_count");
      }
      holding = other;
    }

    @Nullable Object around(String method, Callable<@Nullable Object> call) throws Exception {
      try {
        return call.call();
      } catch (SQLException e) {
        if (method.startsWith("execute") && holding != null) {
          timeouts++;
          holding.rollback();
        }
        throw e;
      }
    }
  }

  private static String impatient(RealDatabase database) {
    return database.name().equals("MariaDB")
        ? "?sessionVariables=innodb_lock_wait_timeout=1"
        : "?options=-c%20lock_timeout=300";
  }

  private static void cutAllConnections(RealDatabase database) throws SQLException {
    if (database.name().equals("PostgreSQL")) {
      strings(
          database,
          "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity "
              + "WHERE datname = current_database() AND pid <> pg_backend_pid()");
      return;
    }
    for (String each :
        strings(
            database,
            "SELECT id FROM information_schema.processlist "
                + "WHERE db = database() AND id <> connection_id()")) {
      execute(database, "KILL " + each);
    }
  }

  private static HikariDataSource pool(RealDatabase database, String options) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(database.url() + options);
    pool.setUsername(database.user());
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return pool;
  }

  private static void assertRefused(JpaSettings settings, String... words) {
    assertThatThrownBy(() -> JpaPersistence.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(words);
  }

  private static void execute(RealDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> strings(RealDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  private static Transition insert(AuthorizationId id) {
    return Transition.to(Authorization.absent(id), SampleAuthorizations.bare(id));
  }

  private static AuthorizationId id(String subject) {
    return AuthorizationId.of("bsn", subject);
  }
}
