package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCheckTest {
  @TempDir private Path folder;
  private final HikariDataSource pool = new HikariDataSource();

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void open_hostsH2FileWithWriteDelay_isRefusedWithTheRemedy() {
    pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("hosts"));

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(";WRITE_DELAY=0");
  }

  @Test
  void open_ownUrlWithWriteDelay_isRefusedAndTheFileIsLetGo() {
    String url = "jdbc:h2:file:" + folder.resolve("own");

    assertThatThrownBy(
            () -> JpaPersistence.open(JpaSettings.builder("test").url(url).build()).close())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(";WRITE_DELAY=0");
    assertThatCode(
            () ->
                JpaPersistence.open(JpaSettings.builder("test").url(url + ";WRITE_DELAY=0").build())
                    .close())
        .doesNotThrowAnyException();
  }

  @Test
  void open_hostsH2FileWithoutWriteDelay_isAccepted() {
    pool.setJdbcUrl("jdbc:h2:file:" + folder.resolve("hosts") + ";WRITE_DELAY=0");

    assertThatCode(this::open).doesNotThrowAnyException();
  }

  @Test
  void open_h2InMemory_isAccepted() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());

    assertThatCode(this::open).doesNotThrowAnyException();
  }

  @Test
  void open_hostsPoolWithoutAutoCommit_commitsAllTheSame() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    pool.setAutoCommit(false);
    AuthorizationId id = AuthorizationId.of("bsn", "user");
    var insert = Transition.to(Authorization.absent(id), SampleAuthorizations.bare(id));

    for (boolean isNew : new boolean[] {true, false}) {
      try (var open = JpaPersistence.open(JpaSettings.builder("test").dataSource(pool).build())) {
        assertThat(open.store().apply(List.of(insert))).containsExactly(isNew);
        assertThat(open.store().find(id)).isPresent();
        assertThat(open.store().now()).isBeforeOrEqualTo(open.store().now());
      }
    }
  }

  @Test
  void open_anotherIsolation_isRefused() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");

    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("READ COMMITTED");
  }

  @Test
  void open_databaseThatIsNotSupported_isRefusedByName() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    var other =
        FaultyDataSource.over(
            pool,
            (method, call) -> method.equals("getDatabaseProductName") ? "Sybase" : call.call());

    assertThatThrownBy(
            () -> JpaPersistence.open(JpaSettings.builder("test").dataSource(other).build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("Sybase", "H2, PostgreSQL, MariaDB");
  }

  @Test
  void open_databaseThatIsTooOld_isRefusedWithBothVersions() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    var old =
        FaultyDataSource.over(
            pool,
            (method, call) ->
                switch (method) {
                  case "getDatabaseMajorVersion" -> 2;
                  case "getDatabaseMinorVersion" -> 1;
                  default -> call.call();
                });

    assertThatThrownBy(
            () -> JpaPersistence.open(JpaSettings.builder("test").dataSource(old).build()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("H2 2.1", "2.2 or newer");
  }

  @Test
  void open_driverThatIsMissing_isRefusedWithTheOnesThereAre() {
    var settings = JpaSettings.builder("test").url("jdbc:nowhere:canary").build();

    assertThatThrownBy(() -> JpaPersistence.open(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("driver", "postgresql", "mariadb-java-client")
        .hasMessageNotContaining("canary");
  }

  @Test
  void open_databaseThatCannotBeReached_failsWithoutItsWords() {
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
    var gone =
        FaultyDataSource.over(
            pool,
            (method, call) -> {
              throw new SQLException("canary", "08001");
            });

    assertThatThrownBy(
            () -> JpaPersistence.open(JpaSettings.builder("test").dataSource(gone).build()))
        .isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(e.getCause()).hasMessageContaining("08001"))
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("canary"));
  }

  private void open() {
    JpaPersistence.open(JpaSettings.builder("test").dataSource(pool).build()).close();
  }
}
