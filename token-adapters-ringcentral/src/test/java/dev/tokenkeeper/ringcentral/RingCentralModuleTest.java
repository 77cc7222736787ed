package dev.tokenkeeper.ringcentral;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RingCentralModuleTest {
  private static final Key<Set<OAuthProvider>> PROVIDERS = Key.get(new TypeLiteral<>() {});

  @Test
  @Fact("1.purpose.ringcentral")
  void install_usersBesideServiceAccounts_givesBoth() {
    assertThat(
            providers(
                users("ringcentral"),
                users("ringcentral-eu"),
                accounts("a-jwt"),
                accounts("b-jwt")))
        .extracting(OAuthProvider::id)
        .containsExactlyInAnyOrder("ringcentral", "ringcentral-eu", "a-jwt", "b-jwt");
  }

  @Test
  void install_sameSettingsTwice_givesOneProvider() {
    assertThat(providers(installing(users("rc")), installing(users("rc")), users("rc"))).hasSize(1);
    assertThat(providers(installing(accounts("rc")), installing(accounts("rc")), accounts("rc")))
        .hasSize(1);
  }

  @Test
  void install_oneIdWithOtherSettings_leavesTheRefusalToTheAssembly() {
    assertThat(providers(users("rc"), accounts("rc")))
        .extracting(OAuthProvider::id)
        .containsExactly("rc", "rc");
  }

  @Test
  void provider_askedForAgain_isTheSame() {
    for (Module module : new Module[] {users("rc"), accounts("rc")}) {
      Injector injector = Guice.createInjector(module);
      assertThat(injector.getInstance(PROVIDERS).iterator().next())
          .isSameAs(injector.getInstance(PROVIDERS).iterator().next());
    }
  }

  @Test
  void equals_bySettings() {
    assertThat(users("rc"))
        .isEqualTo(users("rc"))
        .hasSameHashCodeAs(users("rc"))
        .isNotEqualTo(users("other"))
        .isNotEqualTo(accounts("rc"));
    assertThat(accounts("rc"))
        .isEqualTo(accounts("rc"))
        .hasSameHashCodeAs(accounts("rc"))
        .isNotEqualTo(accounts("other"));
  }

  private static Set<OAuthProvider> providers(Module... modules) {
    return Guice.createInjector(modules).getInstance(PROVIDERS);
  }

  private static Module installing(Module module) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(module);
      }
    };
  }

  private static Module users(String id) {
    return new RingCentralModule(
        RingCentralSettings.builder("app", Secret.of("app-secret"))
            .id(id)
            .redirectUri(URI.create("https://host.example.com/callback/" + id))
            .build());
  }

  private static Module accounts(String id) {
    return new RingCentralJwtModule(
        RingCentralJwtSettings.builder("app", Secret.of("app-secret"))
            .id(id)
            .serviceAccount("billing", Secret.of("eyJ.fake.jwt"))
            .build());
  }
}
