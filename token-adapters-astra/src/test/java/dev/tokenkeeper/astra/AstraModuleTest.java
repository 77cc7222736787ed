package dev.tokenkeeper.astra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AstraModuleTest {
  private static final Key<Set<OAuthProvider>> PROVIDERS = Key.get(new TypeLiteral<>() {});
  private static final Key<Map<String, UserIntents>> INTENTS = Key.get(new TypeLiteral<>() {});
  private static final Key<Map<String, PartnerIdentity>> IDENTITIES =
      Key.get(new TypeLiteral<>() {});

  @Test
  void install_twoIds_givesTwoOfEach() {
    Injector injector =
        Guice.createInjector(
            new AstraModule(settings("astra")), new AstraModule(settings("astra-sandbox")));

    assertThat(injector.getInstance(PROVIDERS))
        .extracting(OAuthProvider::id)
        .containsExactlyInAnyOrder("astra", "astra-sandbox");
    assertThat(injector.getInstance(INTENTS)).containsOnlyKeys("astra", "astra-sandbox");
    assertThat(injector.getInstance(IDENTITIES)).containsOnlyKeys("astra", "astra-sandbox");
  }

  @Test
  void install_sameSettingsTwice_givesOneOfEach() {
    Injector injector =
        Guice.createInjector(
            new AstraModule(settings("astra")),
            new AstraModule(settings("astra")),
            installing("astra"));

    assertThat(injector.getInstance(PROVIDERS)).hasSize(1);
    assertThat(injector.getInstance(INTENTS)).hasSize(1);
    assertThat(injector.getInstance(IDENTITIES)).hasSize(1);
  }

  @Test
  void install_oneIdWithOtherSettings_isRefused() {
    var other = builder("astra").keepAlive(Duration.ofDays(3)).build();

    assertThatExceptionOfType(CreationException.class)
        .isThrownBy(
            () -> Guice.createInjector(new AstraModule(settings("astra")), new AstraModule(other)))
        .withMessageContaining("astra")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("app-secret"));
  }

  @Test
  void anything_askedForAgain_isTheSame() {
    Injector injector = Guice.createInjector(new AstraModule(settings("astra")));

    assertThat(injector.getInstance(PROVIDERS).iterator().next())
        .isSameAs(injector.getInstance(PROVIDERS).iterator().next());
    assertThat(injector.getInstance(INTENTS).get("astra"))
        .isSameAs(injector.getInstance(INTENTS).get("astra"));
    assertThat(injector.getInstance(IDENTITIES).get("astra"))
        .isSameAs(injector.getInstance(IDENTITIES).get("astra"));
  }

  @Test
  void equals_bySettings() {
    assertThat(new AstraModule(settings("astra")))
        .isEqualTo(new AstraModule(settings("astra")))
        .hasSameHashCodeAs(new AstraModule(settings("astra")))
        .isNotEqualTo(new AstraModule(settings("astra-sandbox")));
  }

  private static Module installing(String id) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(new AstraModule(settings(id)));
      }
    };
  }

  private static AstraSettings settings(String id) {
    return builder(id).build();
  }

  private static AstraSettings.Builder builder(String id) {
    return AstraSettings.builder(
            "app", Secret.of("app-secret"), URI.create("https://host.example.com/callback/" + id))
        .id(id);
  }
}
