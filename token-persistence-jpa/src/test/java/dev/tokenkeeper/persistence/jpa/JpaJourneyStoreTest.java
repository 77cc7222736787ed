package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How H2 executes the statements about journeys. */
class JpaJourneyStoreTest {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String STATEMENTS =
      "SELECT sql_statement FROM information_schema.query_statistics "
          + "WHERE sql_statement REGEXP '^(select|delete|update).*tokenkeeper_journey'";
  private static final String ANY =
      "select 1 from tokenkeeper_journey jr1_0 offset ? rows fetch first ? rows only";

  @TempDir private static Path folder;
  private static OpenDatabase database;

  @BeforeAll
  static void open() {
    database = OpenDatabase.embedded(folder);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.empty();
  }

  private static JourneyStore store() {
    return database.ports().journeys();
  }

  @Test
  void statements_manyJourneys_eachReadsItsIndex() {
    manyJourneys();
    List<String> statements = statementsOf(this::doEverything);

    assertThat(statements).hasSize(8).contains(ANY);
    assertThat(statements)
        .filteredOn(sql -> !sql.equals(ANY))
        .allSatisfy(sql -> assertThat(plan(sql)).containsPattern("/\\* \\S+: \\w+ <?= \\?1"));
  }

  @Test
  void begin_manyJourneys_countsNoFurtherThanItMust() {
    manyJourneys();

    assertThat(database.query("EXPLAIN ANALYZE " + ANY, 10, 1).toString())
        .contains("scanCount: 11 ");
  }

  private void doEverything() {
    assertThat(store().begin(journey("s"), 1, 9_000)).isTrue();
    assertThat(store().begin(journey("t"), 1, 9_000)).isTrue();
    assertThat(store().find(SampleAuthorizations.hash("t"))).isPresent();
    assertThat(lastOfBrowser()).isEqualTo(SampleAuthorizations.hash("t"));
    assertThat(store().take(SampleAuthorizations.hash("t"))).isTrue();
    assertThat(store().forgetEndedBy(AT)).isZero();
  }

  /** All but INSERT, as Hibernate words them. */
  private static List<String> statementsOf(Runnable work) {
    database.execute("SET QUERY_STATISTICS TRUE");
    try {
      work.run();
      return database.query(STATEMENTS).stream().map(Object::toString).toList();
    } finally {
      database.execute("SET QUERY_STATISTICS FALSE");
    }
  }

  private static String plan(String sql) {
    Object[] values = sql.chars().filter(each -> each == '?').mapToObj(each -> 1).toArray();
    return database.query("EXPLAIN " + sql, values).get(0).toString();
  }

  private static void manyJourneys() {
    database.execute(
        "INSERT INTO tokenkeeper_journey (state_hash, browser_hash, tenant, provider, subject, "
            + "account, epoch, begun_at, ends_at) "
            + "SELECT 's-' || x, 'b-' || x, 'default', 'bsn', 'user-' || x, 'default', 0, 0, "
            + "4000000000000 + x FROM SYSTEM_RANGE(1, 5000)");
  }

  private String lastOfBrowser() {
    return store().findByBrowser(SampleAuthorizations.hash("b")).orElseThrow().stateHash();
  }

  private static Journey journey(String label) {
    return SampleAuthorizations.journey(label, "b", ID, AT);
  }
}
