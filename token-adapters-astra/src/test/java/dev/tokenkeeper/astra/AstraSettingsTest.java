package dev.tokenkeeper.astra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.IdentityExchange;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AstraSettingsTest {
  private static final URI CALLBACK = URI.create("https://host.example.com/callback/astra");

  @Test
  @Fact({"1.access-life.astra", "1.pkce.astra", "2.11", "4.1-api", "4.1-module", "4.3-state"})
  void build_nothingSaid_hasTheFiguresOfTheProvidersPage() {
    AstraSettings settings = builder().build();

    assertThat(settings.id()).isEqualTo("astra");
    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                Rotation.reusable(OldAccessToken.DIES_AT_REFRESH),
                new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofDays(7), false, 0.2),
                new Lifetimes(
                    Duration.ofHours(2), Duration.ofDays(10), null, Duration.ofMinutes(5)),
                Timing.DEFAULT,
                DeadToken.UNAUTHORIZED,
                RevocationReach.NONE));
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://api.astra.finance/v1/oauth/token");
    assertThat(settings.endpoint().revocationUri()).isNull();
    assertThat(settings.endpoint().identity())
        .isEqualTo(
            new IdentityExchange(
                URI.create("https://api.astra.finance/v1/partner/identity/token"),
                "token",
                Map.of("user_consent_captured", "true")));
    assertThat(settings.endpoint().client())
        .isEqualTo(ClientSettings.basic("app", Secret.of("app-secret")));
    assertThat(settings.endpoint().dialect().refreshParameters())
        .containsExactly(Map.entry("redirect_uri", CALLBACK.toString()));
    assertThat(settings.endpoint().http()).isEqualTo(HttpSettings.DEFAULT);
    assertThat(settings.endpoint().resilience()).isEqualTo(ResilienceSettings.DEFAULT);
    assertThat(settings.authorization())
        .isEqualTo(
            new AuthorizationEndpoint(
                URI.create("https://app.astra.finance/login/oauth/authorize"),
                "app",
                CALLBACK,
                null,
                false,
                true,
                null,
                false,
                Map.of(),
                Set.of("user_intent_id")));
  }

  @Test
  @Fact("1.pkce.astra")
  void build_everythingSaid_isTaken() {
    var http = new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), 4096);
    var resilience = new ResilienceSettings(1, 2, 3, Duration.ofSeconds(4), true);
    var timing =
        new Timing(
            Duration.ofSeconds(9),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofSeconds(6),
            Duration.ofSeconds(7));
    AstraSettings settings =
        builder()
            .id("astra-eu")
            .apiUri(URI.create("https://api.example.com/v2/"))
            .cardUri(URI.create("https://card.example.com/v2"))
            .authorizationUri(URI.create("https://app.example.com/agree?theme=dark"))
            .pkce(true)
            .echoesState(false)
            .sendRedirectUriOnRefresh(false)
            .accessTokenLifetime(Duration.ofHours(1))
            .refreshTokenLifetime(Duration.ofDays(5))
            .codeLifetime(Duration.ofMinutes(1))
            .renewAt(0.5)
            .keepAlive(Duration.ofDays(2))
            .jitter(0)
            .timing(timing)
            .http(http)
            .resilience(resilience)
            .build();

    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                Rotation.reusable(OldAccessToken.DIES_AT_REFRESH),
                new Renewal(Renewal.When.WHEN_USED, 0.5, Duration.ofDays(2), false, 0),
                new Lifetimes(Duration.ofHours(1), Duration.ofDays(5), null, Duration.ofMinutes(1)),
                timing,
                DeadToken.UNAUTHORIZED,
                RevocationReach.NONE));
    assertThat(settings.id()).isEqualTo("astra-eu");
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://api.example.com/v2/oauth/token");
    assertThat(settings.endpoint().dialect().refreshParameters()).isEmpty();
    assertThat(settings.endpoint().http()).isEqualTo(http);
    assertThat(settings.endpoint().resilience()).isEqualTo(resilience);
    assertThat(settings.authorization().uri())
        .hasToString("https://app.example.com/agree?theme=dark");
    assertThat(settings.authorization().pkce()).isTrue();
    assertThat(settings.authorization().echoesState()).isFalse();
    assertThat(settings.provider().origins())
        .containsExactlyInAnyOrder(
            URI.create("https://api.example.com/"), URI.create("https://card.example.com/"));
  }

  @Test
  @Fact({"1.session-cap.astra", "1.revoke.astra"})
  void build_whatNobodyDocuments_isASettingWithoutAValue() {
    AstraSettings usual = builder().build();
    AstraSettings told =
        builder()
            .sessionLifetime(Duration.ofDays(90))
            .revocationUri(URI.create("https://api.astra.finance/v1/oauth/revoke"))
            .build();

    assertThat(usual.profile().lifetimes().session()).isNull();
    assertThat(usual.profile().revocation()).isEqualTo(RevocationReach.NONE);
    assertThat(usual.endpoint().revocationUri()).isNull();
    assertThat(told.profile().lifetimes().session()).isEqualTo(Duration.ofDays(90));
    assertThat(told.profile().revocation()).isEqualTo(RevocationReach.TOKEN);
    assertThat(told.endpoint().revocationUri())
        .hasToString("https://api.astra.finance/v1/oauth/revoke");
    assertThatThrownBy(() -> builder().sessionLifetime(Duration.ZERO).build())
        .hasMessageStartingWith("astra.sessionLifetime: ");
  }

  @Test
  @Fact({"4.1-api", "4.1-card", "4.1-module"})
  void build_sandbox_hasItsAddresses() {
    AstraSettings settings = builder().sandbox().build();

    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://api-sandbox.astra.finance/v1/oauth/token");
    assertThat(settings.authorization().uri())
        .hasToString("https://app-sandbox.astra.finance/login/oauth/authorize");
    assertThat(settings.provider().origins())
        .containsExactlyInAnyOrder(
            URI.create("https://api-sandbox.astra.finance/"),
            URI.create("https://secure.api-sandbox.astra.finance/"));
  }

  @Test
  void build_oneHostForAll_isOneOrigin() {
    URI uri = URI.create("http://127.0.0.1:8080/v1");

    assertThat(builder().apiUri(uri).cardUri(uri).build().provider().origins())
        .containsExactly(URI.create("http://127.0.0.1:8080/"));
  }

  @Test
  @Fact("4.1-https")
  void build_everythingWrong_namesAllOfIt() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                AstraSettings.builder(
                        " ", Secret.of("canary"), URI.create("http://host.example.com/cb#top"))
                    .id("eu")
                    .apiUri(URI.create("http://canary@api.example.com/?x=y"))
                    .cardUri(URI.create("http://card.example.com"))
                    .authorizationUri(URI.create("/login"))
                    .accessTokenLifetime(Duration.ZERO)
                    .refreshTokenLifetime(Duration.ofSeconds(-1))
                    .codeLifetime(Duration.ZERO)
                    .keepAlive(Duration.ZERO)
                    .renewAt(Double.NaN)
                    .jitter(-1)
                    .http(new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 4096))
                    .resilience(new ResilienceSettings(0, 50, 20, Duration.ofSeconds(1), false))
                    .build())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::property)
                    .contains("eu.clientId", "eu.maxConcurrent")
                    .containsSubsequence(
                        "eu.apiUri",
                        "eu.apiUri",
                        "eu.apiUri",
                        "eu.cardUri",
                        "eu.authorizationUri",
                        "eu.redirectUri",
                        "eu.redirectUri",
                        "eu.accessTokenLifetime",
                        "eu.refreshTokenLifetime",
                        "eu.codeLifetime",
                        "eu.keepAlive",
                        "eu.keepAlive",
                        "eu.renewAt",
                        "eu.jitter",
                        "eu.exchangeTimeout"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://host.example.com/callback, astra.redirectUri",
    "https://host.example.com/callback#part, astra.redirectUri",
    "https://user:pw@host.example.com/callback, astra.redirectUri",
    "myapp:callback, astra.redirectUri",
    "/callback, astra.redirectUri"
  })
  void build_redirectUriNotFitForACode_isRefused(URI redirectUri, String property) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> AstraSettings.builder("app", Secret.of("app-secret"), redirectUri).build())
        .satisfies(e -> assertThat(e.problems()).extracting(Problem::property).contains(property));
  }

  @Test
  void build_redirectUriOnLoopback_mayBePlain() {
    URI redirectUri = URI.create("http://127.0.0.1:8080/callback/astra");

    assertThat(AstraSettings.builder("app", Secret.of("s"), redirectUri).build().authorization())
        .extracting(AuthorizationEndpoint::redirectUri)
        .isEqualTo(redirectUri);
  }

  @ParameterizedTest
  @CsvSource({"PT239H59M, true", "PT240H, false", "PT241H, false"})
  void build_keepAlive_comesBeforeTheRefreshTokensEnd(Duration keepAlive, boolean fits) {
    var builder = builder().keepAlive(keepAlive);

    if (fits) {
      assertThat(builder.build().profile().renewal().keepAlive()).isEqualTo(keepAlive);
    } else {
      assertThatThrownBy(builder::build).hasMessageStartingWith("astra.keepAlive: ");
    }
  }

  @ParameterizedTest
  @CsvSource({"PT29S, true", "PT29.001S, false"})
  void build_exchange_fitsIntoAnAttempt(Duration timeout, boolean fits) {
    var builder = builder().http(new HttpSettings(Duration.ofSeconds(1), timeout, 4096));

    if (fits) {
      assertThat(builder.build().endpoint().http().exchangeTimeout()).isEqualTo(timeout);
    } else {
      assertThatThrownBy(builder::build).hasMessageStartingWith("astra.exchangeTimeout: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", "a/b", "a\nb", "ä"})
  void build_malformedId_isRefused(String id) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().id(id).build())
        .withMessageStartingWith("astra.id: ");
  }

  @Test
  @Fact({"1.purpose.astra", "1.extra-step.astra", "4.1-card", "4.1-dashboard"})
  void provider_anySettings_areHandedOn() {
    AstraSettings settings = builder().build();
    var provider = settings.provider();

    assertThat(provider.id()).isEqualTo("astra");
    assertThat(provider.profile()).isEqualTo(settings.profile());
    assertThat(provider.authorization()).isEqualTo(settings.authorization());
    assertThat(provider.owner()).isInstanceOf(Account.class);
    assertThat(provider.preparation()).isNull();
    assertThat(provider.storedLogins()).isFalse();
    assertThat(provider.origins())
        .containsExactlyInAnyOrder(
            URI.create("https://api.astra.finance/"),
            URI.create("https://secure.api.astra.finance/"));
  }

  @Test
  void equals_sameSettings_areEqualAndPrintNoSecret() {
    assertThat(builder().build()).isEqualTo(builder().build()).hasSameHashCodeAs(builder().build());
    assertThat(builder().build()).isNotEqualTo(builder().sandbox().build());
    assertThat(builder().build().toString()).contains("***").doesNotContain("app-secret");
  }

  private static AstraSettings.Builder builder() {
    return AstraSettings.builder("app", Secret.of("app-secret"), CALLBACK);
  }
}
