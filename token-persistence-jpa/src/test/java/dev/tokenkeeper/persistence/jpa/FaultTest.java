package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.persistence.jpa.FaultyDataSource.Fault;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the store makes of a database, a driver or a network that fails it. */
class FaultTest {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "canary-user");

  private final HikariDataSource pool = new HikariDataSource();
  private final AtomicInteger commits = new AtomicInteger();
  private Fault fault = (method, call) -> call.call();
  private JpaPersistence persistence;
  private AuthorizationStore store;

  @BeforeEach
  void open() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    var source = FaultyDataSource.over(pool, (method, call) -> fault.around(method, call));
    persistence = JpaPersistence.open(JpaSettings.builder("test").dataSource(source).build());
    store = persistence.store();
  }

  @AfterEach
  void close() {
    persistence.close();
    pool.close();
  }

  @Test
  void apply_connectionLostAfterCommit_failsAndTheRowIsThere() {
    fault =
        (method, call) -> {
          Object result = call.call();
          if (method.equals("commit") && commits.incrementAndGet() == 1) {
            throw new SQLException("the answer is lost", "08006");
          }
          return result;
        };

    assertThatThrownBy(() -> store.apply(List.of(insert(ID)))).isInstanceOf(StoreException.class);
    assertThat(store.find(ID)).isPresent();
    assertThat(store.apply(List.of(insert(ID)))).containsExactly(false);
  }

  @Test
  void apply_connectionLostBeforeCommit_failsAndNothingIsThere() {
    failCommits(1, new SQLException("not this time", "08006"));

    assertThatThrownBy(() -> store.apply(List.of(insert(ID)))).isInstanceOf(StoreException.class);
    assertThat(commits).hasValue(1);
    assertThat(store.find(ID)).isEmpty();
    assertThat(store.apply(List.of(insert(ID)))).containsExactly(true);
  }

  @Test
  void apply_deadlock_isDoneAgainAndWrittenOnce() {
    failCommits(2, new SQLException("not this time", "40001"));

    assertThat(store.apply(List.of(insert(ID)))).containsExactly(true);
    assertThat(commits).hasValue(3);
    assertThat(store.find(ID)).isPresent();
  }

  /**
   * States of PostgreSQL and H2, codes of MariaDB; what waits for a lock is given one more wait.
   */
  @ParameterizedTest
  @CsvSource({
    "40001, 0, 10",
    "40P01, 0, 10",
    "90131, 0, 10",
    "40001, 1213, 10",
    "HY000, 1020, 10",
    "23000, 1062, 10",
    "55P03, 0, 2",
    "57014, 0, 2",
    "HYT00, 50200, 2",
    "HY000, 1205, 2",
    "70100, 1969, 2",
    "08006, 0, 1",
    "57P01, 0, 1",
    "23000, 1048, 1"
  })
  void apply_failsForEver_isTriedAsOftenAsItIsWorth(String state, int code, int tries) {
    failCommits(Integer.MAX_VALUE, new SQLException("not this time", state, code));

    assertThatThrownBy(() -> store.apply(List.of(insert(ID)))).isInstanceOf(StoreException.class);
    assertThat(commits).hasValue(tries);
    assertThat(store.find(ID)).isEmpty();
  }

  @Test
  void applyDue_deadlock_decidesAgainOnWhatIsThereThen() {
    store.apply(List.of(insert(ID)));
    Authorization row = SampleAuthorizations.bare(ID);
    store.apply(List.of(Transition.to(row, row.rearmed(Instant.EPOCH))));
    failCommits(1, new SQLException("not this time", "40001"));
    var decisions = new AtomicInteger();

    List<Transition> taken =
        store.applyDue(
            1,
            (due, now) -> {
              decisions.incrementAndGet();
              return Transition.to(due, due.rearmed(null));
            });
    assertThat(taken).hasSize(1);
    assertThat(decisions).hasValue(2);
    assertThat(store.find(ID).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void apply_driverKeepsBatchCountsToItself_answersPerRowAllTheSame() {
    fault =
        (method, call) -> {
          Object result = call.call();
          if (method.equals("executeBatch")) {
            Arrays.fill((int[]) result, Statement.SUCCESS_NO_INFO);
          }
          return result;
        };
    Authorization read = SampleAuthorizations.bare(ID);
    store.apply(List.of(insert(ID)));
    store.apply(List.of(Transition.to(read, read.rearmed(Instant.EPOCH))));
    Transition stale = Transition.to(read, read.used(Instant.EPOCH));

    assertThat(store.apply(List.of(insert(id("b")), stale, insert(id("a")))))
        .containsExactly(true, false, true);
    assertThat(store.apply(List.of(insert(id("a")), insert(id("c")), insert(id("b")))))
        .containsExactly(false, true, false);
  }

  @Test
  void apply_valueThatDoesNotFit_failsWithoutAWordAboutTheRow() {
    Authorization row =
        Authorization.builder(ID).revision(1).lastCommittedAttempt("canary".repeat(100)).build();

    assertThatThrownBy(() -> store.apply(List.of(Transition.to(Authorization.absent(ID), row))))
        .isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(words(e)).contains("22001").doesNotContain("canary"));
    assertThat(store.find(ID)).isEmpty();
  }

  @Test
  void everyPort_afterClose_failsAndLeavesTheHostsPoolOpen() {
    persistence.close();
    persistence.close();

    assertThatThrownBy(() -> store.find(ID)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.apply(List.of(insert(ID)))).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::now).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> persistence.directory().counts()).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> persistence.keyCheck().stored()).isInstanceOf(StoreException.class);
    assertThat(pool.isClosed()).isFalse();
  }

  private void failCommits(int times, SQLException failure) {
    fault =
        (method, call) -> {
          if (method.equals("commit") && commits.incrementAndGet() <= times) {
            throw failure;
          }
          return call.call();
        };
  }

  /** All that a log would show of it. */
  private static String words(Throwable e) {
    var words = new StringWriter();
    e.printStackTrace(new PrintWriter(words));
    return words.toString();
  }

  private static Transition insert(AuthorizationId id) {
    return Transition.to(Authorization.absent(id), SampleAuthorizations.bare(id));
  }

  private static AuthorizationId id(String subject) {
    return AuthorizationId.of("bsn", subject);
  }
}
