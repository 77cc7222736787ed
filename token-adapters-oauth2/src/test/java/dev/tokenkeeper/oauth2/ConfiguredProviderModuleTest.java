package dev.tokenkeeper.oauth2;

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

class ConfiguredProviderModuleTest {
  private static final Key<Set<OAuthProvider>> PROVIDERS = Key.get(new TypeLiteral<>() {});

  @Test
  void install_twoFiles_givesBoth() {
    assertThat(Guice.createInjector(module("a"), module("b")).getInstance(PROVIDERS))
        .extracting(OAuthProvider::id)
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void install_sameSettingsTwice_givesOneProvider() {
    assertThat(
            Guice.createInjector(installing(module("a")), installing(module("a")))
                .getInstance(PROVIDERS))
        .hasSize(1);
  }

  @Test
  void provider_askedForAgain_isTheSame() {
    Injector injector = Guice.createInjector(module("a"));

    assertThat(injector.getInstance(PROVIDERS).iterator().next())
        .isSameAs(injector.getInstance(PROVIDERS).iterator().next());
  }

  @Test
  void equals_bySettings() {
    assertThat(module("a"))
        .isEqualTo(module("a"))
        .hasSameHashCodeAs(module("a"))
        .isNotEqualTo(module("b"));
  }

  private static ConfiguredProviderModule module(String id) {
    String yaml = ConfiguredProviderTest.USUAL.replace("id: acme", "id: " + id);
    return new ConfiguredProviderModule(
        ConfiguredProvider.of("a.yaml", yaml, ClientSecrets.of(Secret.of("secret"))));
  }

  private static Module installing(Module module) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(module);
      }
    };
  }
}
