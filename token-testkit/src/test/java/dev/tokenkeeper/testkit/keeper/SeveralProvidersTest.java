package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenKeeperBuilder;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ForeignHostException;
import dev.tokenkeeper.domain.JourneyException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.UnknownProviderException;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.TestCipher;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one provider's is no other's: ids, callbacks, hosts. */
class SeveralProvidersTest {
  private static final Rotation REUSABLE = Rotation.reusable(OldAccessToken.STAYS_VALID);

  private final World world =
      new World(
          REUSABLE,
          new TestCipher(),
          bsn ->
              bsn.authorization(JourneyTest.page(true, null, false))
                  .origins(Set.of(URI.create("https://api.bsn.example"))));

  @Test
  void build_twoProvidersWithOneRedirectUri_isRefusedNamingBoth() {
    assertThatThrownBy(
            () ->
                builder()
                    .provider(provider("one", "/same"))
                    .provider(provider("two", "/same"))
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("https://app.example/same")
        .hasMessageContaining("[one, two]");
  }

  @Test
  void build_twoProvidersWithOneId_isRefusedNamingBoth() {
    assertThatThrownBy(
            () -> builder().provider(provider("one", "/a")).provider(provider("one", "/b")).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("two have the id 'one'");
  }

  @Test
  void build_journeysHaveNowhereToWait_isRefused() {
    var builder =
        TokenKeeper.builder()
            .store(world.store)
            .directory(world.store)
            .cipher(new TestCipher())
            .provider(provider("one", "/a"));
    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("keeper.journeys");
  }

  @Test
  void complete_atAnotherProvidersRedirectUri_isRefusedAndSendsNothing() {
    try (TokenKeeper both =
        builder().provider(provider("one", "/a")).provider(provider("two", "/b")).build()) {
      AuthorizationRequest request = both.journeys().begin(AuthorizationId.of("one", "ada"));
      var response =
          AuthorizationResponse.of(JourneyTest.callback(request), JourneyTest.binding(request));

      assertThatThrownBy(() -> both.journeys().complete("two", response))
          .isInstanceOf(JourneyException.class)
          .hasMessageContaining("another provider");
      assertThat(world.endpoint.requests()).isEmpty();
      assertThat(both.journeys().complete("one", response).id().provider()).isEqualTo("one");
    }
  }

  @Test
  void complete_providerThatIsNotInstalled_isRefused() {
    assertThatThrownBy(
            () -> world.keeper.journeys().complete("nobody", AuthorizationResponse.of("", "b")))
        .isInstanceOf(UnknownProviderException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.bsn.example/devices",
        "https://API.BSN.EXAMPLE:443/devices?a=b",
        "https://user@api.bsn.example/"
      })
  void accessToken_forItsOwnProvidersHost_isGiven(String resource) {
    world.adopted(ADA);
    assertThat(world.keeper.accessToken(ADA, URI.create(resource)).bearer())
        .isEqualTo("Bearer at-0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.bsn.example/devices",
        "https://api.bsn.example:8443/devices",
        "https://api.bsn.example.evil.example/",
        "https://api.bsn.example@evil.example/",
        "https://evil.example/api.bsn.example",
        "https://api.bsn.example./",
        "https://[::1]/",
        "/devices",
        "mailto:ada@api.bsn.example"
      })
  void accessToken_forAnyOtherHost_isRefusedNamingIt(String resource) {
    world.adopted(ADA);
    assertThatThrownBy(() -> world.keeper.accessToken(ADA, URI.create(resource)))
        .isInstanceOf(ForeignHostException.class)
        .hasMessageContaining("https://api.bsn.example");
    assertThatThrownBy(() -> world.keeper.lease(ADA, URI.create(resource)))
        .isInstanceOf(ForeignHostException.class);
  }

  private TokenKeeperBuilder builder() {
    return TokenKeeper.builder()
        .store(world.store)
        .directory(world.store)
        .journeys(world.journeys)
        .cipher(new TestCipher());
  }

  private OAuthProvider provider(String id, String path) {
    return OAuthProvider.builder(id, World.profile(REUSABLE), world.endpoint)
        .authorization(
            new AuthorizationEndpoint(
                URI.create("https://auth.example/" + id),
                "client",
                URI.create("https://app.example" + path),
                null,
                true,
                true,
                null,
                false,
                Map.of(),
                Set.of()))
        .build();
  }
}
