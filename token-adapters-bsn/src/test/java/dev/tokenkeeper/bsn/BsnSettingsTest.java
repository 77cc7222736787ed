package dev.tokenkeeper.bsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenkeeper.bsn.BsnSettings.Grant;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BsnSettingsTest {

  @Test
  @Fact({
    "1.session-cap.bsn",
    "2.4",
    "2.5",
    "2.6",
    "2.8",
    "5.1-token",
    "5.1-api",
    "5.1-legacy",
    "5.2-scope"
  })
  void build_nothingSaid_hasTheFiguresOfTheProvidersPage() {
    BsnSettings settings = builder().build();

    assertThat(settings.id()).isEqualTo("bsn");
    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
                new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0.2),
                new Lifetimes(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(12),
                    Duration.ofMinutes(1)),
                Timing.DEFAULT,
                new DeadToken(Set.of(401, 403), Set.of(), Set.of(410)),
                RevocationReach.TOKEN));
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://auth.bsn.cloud/realms/bsncloud/protocol/openid-connect/token");
    assertThat(settings.endpoint().revocationUri())
        .hasToString("https://auth.bsn.cloud/realms/bsncloud/protocol/openid-connect/revoke");
    assertThat(settings.apiUri()).hasToString("https://api.bsn.cloud/2022/06/REST");
    assertThat(settings.endpoint().dialect().scope()).isNull();
    assertThat(settings.endpoint().http()).isEqualTo(HttpSettings.DEFAULT);
    assertThat(settings.endpoint().resilience()).isEqualTo(ResilienceSettings.DEFAULT);
    assertThat(settings.network()).isNull();
    assertThat(settings.storedLogins()).isTrue();
  }

  @Test
  @Fact({"2.4", "2.5", "2.6", "2.8", "5.1-sandbox"})
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
    BsnSettings settings =
        builder()
            .id("bsn-sandbox")
            .tokenUri(URI.create("https://auth.example.com/token"))
            .revocationUri(URI.create("https://auth.example.com/kill"))
            .apiUri(URI.create("https://api.example.com/"))
            .scope("bsn.api.main")
            .network("acme")
            .accessTokenLifetime(Duration.ofSeconds(330))
            .refreshTokenLifetime(Duration.ofHours(12))
            .sessionLifetime(Duration.ofHours(24))
            .treat403AsExpired(false)
            .reusePenalty(ReusePenalty.REJECT)
            .renewAt(0.5)
            .keepAlive(Duration.ofHours(6))
            .idleMayLapse(false)
            .jitter(0)
            .timing(timing)
            .http(http)
            .resilience(resilience)
            .storedLogins(false)
            .build();

    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                Rotation.oneTime(ReusePenalty.REJECT, OldAccessToken.STAYS_VALID),
                new Renewal(Renewal.When.WHEN_USED, 0.5, Duration.ofHours(6), false, 0),
                new Lifetimes(
                    Duration.ofSeconds(330),
                    Duration.ofHours(12),
                    Duration.ofHours(24),
                    Duration.ofMinutes(1)),
                timing,
                new DeadToken(Set.of(401), Set.of(403), Set.of(410)),
                RevocationReach.TOKEN));
    assertThat(settings.id()).isEqualTo("bsn-sandbox");
    assertThat(settings.endpoint().tokenUri()).hasToString("https://auth.example.com/token");
    assertThat(settings.endpoint().revocationUri()).hasToString("https://auth.example.com/kill");
    assertThat(settings.endpoint().dialect().scope()).isEqualTo("bsn.api.main");
    assertThat(settings.endpoint().http()).isEqualTo(http);
    assertThat(settings.endpoint().resilience()).isEqualTo(resilience);
    assertThat(settings.apiUri()).hasToString("https://api.example.com/");
    assertThat(settings.network()).isEqualTo("acme");
    assertThat(settings.storedLogins()).isFalse();
  }

  @Test
  @Fact({"5.1-dws", "5.1-provision"})
  void build_furtherApis_mayGetTokensToo() {
    var further =
        builder()
            .furtherApi(URI.create("https://ws.bsn.cloud/rest/v1"))
            .furtherApi(URI.create("https://provision.bsn.cloud"));

    assertThat(builder().build().provider().origins())
        .containsExactly(URI.create("https://api.bsn.cloud/"));
    assertThat(further.build().provider().origins())
        .containsExactlyInAnyOrder(
            URI.create("https://api.bsn.cloud/"),
            URI.create("https://ws.bsn.cloud/"),
            URI.create("https://provision.bsn.cloud/"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().furtherApi(URI.create("http://ws.bsn.cloud")).build())
        .withMessageStartingWith("bsn.furtherApi: ");
  }

  @Test
  @Fact("2.7")
  void build_clientCredentials_mintsAndKeepsNoLogins() {
    BsnSettings settings = builder().grant(Grant.CLIENT_CREDENTIALS).build();

    assertThat(settings.profile().rotation().rule()).isEqualTo(RotationRule.NONE);
    assertThat(settings.storedLogins()).isFalse();
  }

  @Test
  @Fact("5.1-beside")
  void build_noRevocation_isNotRevocable() {
    BsnSettings settings = builder().revocationUri(null).build();

    assertThat(settings.endpoint().revocationUri()).isNull();
    assertThat(settings.profile().revocable()).isFalse();
  }

  @Test
  @Fact("5.1-beside")
  void build_otherTokenUri_revokesBesideIt() {
    BsnSettings settings = builder().tokenUri(URI.create("https://x.example.com/a/token")).build();

    assertThat(settings.endpoint().revocationUri()).hasToString("https://x.example.com/a/revoke");
  }

  @Test
  void build_everythingWrong_namesAllOfIt() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                BsnSettings.builder("a:b", Secret.of("canary"))
                    .id("eu")
                    .tokenUri(URI.create("http://auth.example.com/token"))
                    .apiUri(URI.create("http://canary@api.example.com/?x=y"))
                    .network(" ")
                    .scope(" ")
                    .accessTokenLifetime(Duration.ZERO)
                    .refreshTokenLifetime(Duration.ofSeconds(-1))
                    .sessionLifetime(Duration.ZERO)
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
                    .containsExactly(
                        "eu.tokenUri",
                        "eu.revocationUri",
                        "eu.clientId",
                        "eu.scope",
                        "eu.maxConcurrent",
                        "eu.apiUri",
                        "eu.apiUri",
                        "eu.apiUri",
                        "eu.network",
                        "eu.accessTokenLifetime",
                        "eu.refreshTokenLifetime",
                        "eu.sessionLifetime",
                        "eu.keepAlive",
                        "eu.keepAlive",
                        "eu.renewAt",
                        "eu.jitter",
                        "eu.exchangeTimeout"));
  }

  @Test
  @Fact("2.9")
  void build_capOnUnexpiredAccessTokens_isTheProvidersLimit() {
    assertThat(builder().build().provider().limits()).isEqualTo(ProviderLimits.NONE);
    assertThat(builder().maxUnexpiredAccessTokens(10).build().provider().limits())
        .isEqualTo(ProviderLimits.NONE.withLiveTokens(10));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().maxUnexpiredAccessTokens(-1).build())
        .withMessage("bsn.maxUnexpiredAccessTokens: is -1. Use 0 to 1000000.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", "a/b", "a\nb", "ä"})
  void build_malformedId_isRefused(String id) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().id(id).build())
        .withMessageStartingWith("bsn.id: ");
  }

  @Test
  void build_longestId_fitsTheCore() {
    assertThat(builder().id("a".repeat(64)).build().provider().id()).hasSize(64);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().id("a".repeat(65)).build());
  }

  @Test
  @Fact({"1.purpose.bsn", "1.code-life.bsn", "1.pkce.bsn", "5.1-authorize"})
  void provider_anySettings_areHandedOn() {
    BsnSettings settings = builder().network("acme").build();
    var provider = settings.provider();

    assertThat(provider.id()).isEqualTo("bsn");
    assertThat(provider.profile()).isEqualTo(settings.profile());
    assertThat(provider.storedLogins()).isTrue();
    assertThat(provider.authorization()).isNull();
    assertThat(provider.origins()).isEqualTo(settings.origins());
    assertThat(Objects.requireNonNull(provider.preparation())).isInstanceOf(NetworkSelection.class);
  }

  @Test
  void equals_sameSettings_areEqualAndPrintNoSecret() {
    assertThat(builder().build()).isEqualTo(builder().build()).hasSameHashCodeAs(builder().build());
    assertThat(builder().build()).isNotEqualTo(builder().network("acme").build());
    assertThat(builder().build().toString()).contains("***").doesNotContain("app-secret");
  }

  private static BsnSettings.Builder builder() {
    return BsnSettings.builder("app", Secret.of("app-secret"));
  }
}
