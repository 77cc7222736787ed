package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final HikariDataSource pool = new HikariDataSource();

  @BeforeEach
  void connect() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void open_emptyDatabase_becomesThisInstallations() {
    open("production", Migrate.AUTO);

    assertThat(strings("SELECT installation FROM tokenkeeper_meta")).containsExactly("production");
    assertThat(strings("SELECT schema_level FROM tokenkeeper_meta"))
        .containsExactly(String.valueOf(Schema.CODE_LEVEL));
  }

  @Test
  void open_everyModeAfterTheFirst_isAccepted() {
    open("production", Migrate.AUTO);

    for (Migrate each : Migrate.values()) {
      assertThatCode(() -> open("production", each)).doesNotThrowAnyException();
    }
  }

  @Test
  void open_anotherInstallationsDatabase_isRefusedWithBothNames() {
    open("production", Migrate.AUTO);

    for (Migrate each : Migrate.values()) {
      assertRefused("staging", each)
          .hasMessageContainingAll("'staging'", "'production'", "copy", "burn");
    }
    assertThat(strings("SELECT installation FROM tokenkeeper_meta")).containsExactly("production");
  }

  @Test
  void open_schemaWhoseMinimumIsAboveThisCode_isRefusedWithTheRemedy() throws SQLException {
    open("production", Migrate.AUTO);
    execute("UPDATE tokenkeeper_meta SET schema_level = 9, minimum_code_level = 8");

    for (Migrate each : Migrate.values()) {
      assertRefused("production", each)
          .hasMessageContainingAll("level 9", "below level 8", "of level 4", "Update");
    }
  }

  @Test
  void open_schemaOfTheFirstLevel_isMigratedWithItsRowsAndShutToOlderCode() {
    Authorization row = writtenAtTheFirstLevel();

    open("production", Migrate.AUTO);
    try (var persistence = persistence("production", Migrate.VALIDATE)) {
      assertThat(persistence.store().find(row.id()).orElseThrow())
          .usingRecursiveComparison()
          .ignoringCollectionOrderInFields("spares")
          .isEqualTo(row);
      assertThat(persistence.journeys().take("nothing")).isFalse();
    }
    assertThat(strings("SELECT schema_level FROM tokenkeeper_meta")).containsExactly("4");
    assertThat(strings("SELECT minimum_code_level FROM tokenkeeper_meta")).containsExactly("3");
  }

  @Test
  void open_schemaOfTheFirstLevelThatMayNotBeMigrated_isRefusedAndStaysAsItIs() {
    writtenAtTheFirstLevel();

    assertRefused("production", Migrate.VALIDATE).hasMessageContainingAll("2 (journeys)", "AUTO");
    assertRefused("production", Migrate.OFF).hasMessageContainingAll("level 1", "needs 4", "AUTO");
    assertThat(tables()).doesNotContain("TOKENKEEPER_JOURNEY");
    assertThat(strings("SELECT schema_level FROM tokenkeeper_meta")).containsExactly("1");
  }

  @Test
  void open_newerSchemaThatAllowsThisCode_isAccepted() throws SQLException {
    open("production", Migrate.AUTO);
    execute("UPDATE tokenkeeper_meta SET schema_level = 9, minimum_code_level = 1");
    execute(
        "INSERT INTO \"tokenkeeper_schema_history\" SELECT 99, '9', 'future', 'SQL', "
            + "'V9__future.sql', 1, installed_by, installed_on, 1, TRUE "
            + "FROM (SELECT \"installed_by\" AS installed_by, \"installed_on\" AS installed_on "
            + "FROM \"tokenkeeper_schema_history\" WHERE \"version\" = '1')");

    for (Migrate each : Migrate.values()) {
      assertThatCode(() -> open("production", each)).doesNotThrowAnyException();
    }
  }

  @Test
  void open_validateOnEmptyDatabase_isRefusedAndTouchesNothing() {
    assertRefused("production", Migrate.VALIDATE).hasMessageContainingAll("VALIDATE", "AUTO");

    assertThat(tables()).isEmpty();
  }

  @Test
  void open_offOnEmptyDatabase_isRefusedAndTouchesNothing() {
    assertRefused("production", Migrate.OFF).hasMessageContainingAll("OFF", "level 0", "AUTO");

    assertThat(tables()).isEmpty();
  }

  @Test
  void open_validateOnAlteredHistory_isRefused() throws SQLException {
    open("production", Migrate.AUTO);
    execute("UPDATE \"tokenkeeper_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");

    assertRefused("production", Migrate.VALIDATE).hasMessageContaining("CHECKSUM_MISMATCH");
    assertThatThrownBy(() -> open("production", Migrate.AUTO)).isInstanceOf(StoreException.class);
  }

  @Test
  void open_schemaWithTheHostsOwnTables_livesBesideThem() throws SQLException {
    execute("CREATE TABLE audit (id INTEGER)");
    execute("CREATE TABLE \"flyway_schema_history\" (id INTEGER)");

    open("production", Migrate.AUTO);
    open("production", Migrate.VALIDATE);

    assertThat(tables()).contains("AUDIT", "flyway_schema_history", "TOKENKEEPER_AUDIT");
  }

  @Test
  void open_hostsHibernateProperties_changeNothing() {
    open("production", Migrate.AUTO);
    open("production", Migrate.AUTO);

    assertThat(Environment.getProperties()).containsEntry("hibernate.hbm2ddl.auto", "create-drop");
    assertThat(strings("SELECT installation FROM tokenkeeper_meta")).containsExactly("production");
    assertThat(tables()).contains("TOKENKEEPER_AUTHORIZATION");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String installation, Migrate migrate) {
    return assertThatThrownBy(() -> open(installation, migrate))
        .isInstanceOf(ConfigurationException.class);
  }

  private void open(String installation, Migrate migrate) {
    persistence(installation, migrate).close();
  }

  private JpaPersistence persistence(String installation, Migrate migrate) {
    return JpaPersistence.open(
        JpaSettings.builder(installation).dataSource(pool).migrate(migrate).build());
  }

  private Authorization writtenAtTheFirstLevel() {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:dev/tokenkeeper/persistence/jpa/migration/h2")
        .table("tokenkeeper_schema_history")
        .target("1")
        .load()
        .migrate();
    AuthorizationId id = AuthorizationId.of("bsn", "user");
    Authorization row = SampleAuthorizations.complete(id, Instant.EPOCH);
    try (SessionFactory sessions = PersistenceUnit.open(pool)) {
      new JpaAuthorizationStore(new Transactions(sessions), new H2())
          .apply(List.of(Transition.to(Authorization.absent(id), row)));
    }
    return row;
  }

  private List<String> tables() {
    return strings(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> strings(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
