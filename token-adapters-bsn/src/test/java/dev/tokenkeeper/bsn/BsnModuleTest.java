package dev.tokenkeeper.bsn;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BsnModuleTest {
  private static final Key<Set<OAuthProvider>> PROVIDERS = Key.get(new TypeLiteral<>() {});

  @Test
  void install_twoIds_givesTwoProviders() {
    assertThat(providers(new BsnModule(settings("bsn")), new BsnModule(settings("bsn-sandbox"))))
        .extracting(OAuthProvider::id)
        .containsExactlyInAnyOrder("bsn", "bsn-sandbox");
  }

  @Test
  void install_sameSettingsTwice_givesOneProvider() {
    assertThat(providers(new BsnModule(settings("bsn")), new BsnModule(settings("bsn"))))
        .hasSize(1);
    assertThat(providers(installing("bsn"), installing("bsn"), new BsnModule(settings("bsn"))))
        .hasSize(1);
  }

  @Test
  void install_oneIdWithOtherSettings_leavesTheRefusalToTheAssembly() {
    var other = BsnSettings.builder("app", Secret.of("app-secret")).network("acme").build();

    assertThat(providers(new BsnModule(settings("bsn")), new BsnModule(other)))
        .extracting(OAuthProvider::id)
        .containsExactly("bsn", "bsn");
  }

  @Test
  void provider_askedForAgain_isTheSame() {
    Injector injector = Guice.createInjector(new BsnModule(settings("bsn")));

    assertThat(injector.getInstance(PROVIDERS).iterator().next())
        .isSameAs(injector.getInstance(PROVIDERS).iterator().next());
  }

  @Test
  void equals_bySettings() {
    assertThat(new BsnModule(settings("bsn")))
        .isEqualTo(new BsnModule(settings("bsn")))
        .hasSameHashCodeAs(new BsnModule(settings("bsn")))
        .isNotEqualTo(new BsnModule(settings("bsn-sandbox")));
  }

  private static Set<OAuthProvider> providers(Module... modules) {
    return Guice.createInjector(modules).getInstance(PROVIDERS);
  }

  private static Module installing(String id) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(new BsnModule(settings(id)));
      }
    };
  }

  private static BsnSettings settings(String id) {
    return BsnSettings.builder("app", Secret.of("app-secret")).id(id).build();
  }
}
