package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.ProviderQuota;
import org.junit.jupiter.api.Test;

class JpaModuleTest {
  private final JpaSettings settings =
      JpaSettings.builder("test").url("jdbc:h2:mem:module").build();

  @Test
  void install_twiceWithEqualSettings_opensOneDatabaseAndBindsEveryPort() {
    Injector injector = Guice.createInjector(new JpaModule(settings), new JpaModule(settings));
    try (var persistence = injector.getInstance(JpaPersistence.class)) {
      assertThat(injector.getInstance(AuthorizationStore.class)).isSameAs(persistence.store());
      assertThat(injector.getInstance(AuthorizationDirectory.class))
          .isSameAs(persistence.directory());
      assertThat(injector.getInstance(JourneyStore.class)).isSameAs(persistence.journeys());
      assertThat(injector.getInstance(AuditTrail.class)).isSameAs(persistence.auditTrail());
      assertThat(injector.getInstance(KeyCheck.class)).isSameAs(persistence.keyCheck());
      assertThat(injector.getInstance(ProviderQuota.class)).isSameAs(persistence.quota());
    }
  }

  @Test
  void createInjector_nothingAskedFor_opensNothing() {
    var unreachable = JpaSettings.builder("test").url("jdbc:nowhere:").build();

    assertThat(Guice.createInjector(new JpaModule(unreachable))).isNotNull();
  }

  @Test
  void equals_otherSettings_isAnotherModule() {
    var other = JpaSettings.builder("other").url("jdbc:h2:mem:module").build();

    assertThat(new JpaModule(settings)).isNotEqualTo(new JpaModule(other));
  }
}
