package dev.tokenkeeper.architecture;

import com.google.inject.Injector;
import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.architecture.fixture.libraries.bsn.WrongPlace;
import feign.Feign;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Provider;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import javax.sql.DataSource;
import org.assertj.core.api.SoftAssertions;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.slf4j.Logger;

/** Which libraries may be used where. */
class LibrariesTest {
  private static final Theme THEME = new Theme("libraries");

  @Test
  void feignAndResilience4j_areUsedInOAuth2Alone() {
    THEME.prove(LibraryRules::http, WrongPlace.class);
  }

  @Test
  void signedTokens_areWrittenInOAuth2Alone() {
    THEME.prove(LibraryRules::signatures, WrongPlace.class);
  }

  @Test
  void httpClients_areUsedInOAuth2AndServerAlone() {
    THEME.prove(LibraryRules::sockets, WrongPlace.class);
  }

  @Test
  void jackson_isUsedInOAuth2AndServerAlone() {
    THEME.prove(LibraryRules::json, WrongPlace.class);
  }

  @Test
  void databases_areUsedInTheStoreAlone() {
    THEME.prove(LibraryRules::database, LibraryRules.DATABASES, WrongPlace.class);
  }

  @Test
  void guice_isUsedInModulesAlone() {
    THEME.prove(LibraryRules::injection, WrongPlace.class);
  }

  @Test
  void tink_isUsedInEncryptionAlone() {
    THEME.prove(LibraryRules::sealing, WrongPlace.class);
  }

  @Test
  void javaxCrypto_isUsedInEncryptionAndTestkitAlone() {
    THEME.prove(LibraryRules::crypto, LibraryRules.CRYPTO, WrongPlace.class);
  }

  @Test
  void loggersAndMeters_areUsedByListenersAlone() {
    THEME.prove(LibraryRules::observation, WrongPlace.class);
  }

  @Test
  void testFrameworks_areUsedInContractsAlone() {
    THEME.prove(LibraryRules::tests, WrongPlace.class);
  }

  @Test
  void libraries_areEachSeen() {
    THEME.proveMentions(LibraryRules::http, Feign.class, CircuitBreaker.class);
    THEME.proveMentions(
        layout -> LibraryRules.database(layout, Exempt.NONE),
        EntityManager.class,
        SessionFactory.class,
        Flyway.class,
        HikariDataSource.class,
        Connection.class,
        DataSource.class);
    THEME.proveMentions(LibraryRules::injection, Injector.class, Provider.class);
    THEME.proveMentions(LibraryRules::observation, MeterRegistry.class, Logger.class);
    THEME.proveMentions(LibraryRules::tests, TestInfo.class, SoftAssertions.class);
  }
}
