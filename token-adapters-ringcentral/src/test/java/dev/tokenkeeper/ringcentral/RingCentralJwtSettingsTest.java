package dev.tokenkeeper.ringcentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.ClientAuthentication;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingCentralJwtSettingsTest {
  private static final Secret JWT = Secret.of("eyJ.canary.jwt");

  @Test
  void build_nothingElseSaid_mintsForTheAccountsNamed() {
    RingCentralJwtSettings settings = builder().serviceAccount("billing", JWT).build();

    assertThat(settings.id()).isEqualTo("ringcentral-jwt");
    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                new Rotation(
                    RotationRule.NONE,
                    Duration.ZERO,
                    ReusePenalty.NONE,
                    OldAccessToken.STAYS_VALID),
                new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofDays(30), true, 0.2),
                new Lifetimes(Duration.ofHours(24), null, null, Duration.ofMinutes(1)),
                RingCentralSettings.TIMING,
                DeadToken.UNAUTHORIZED,
                RevocationReach.SESSION));
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://platform.ringcentral.com/restapi/oauth/token");
    assertThat(settings.endpoint().revocationUri())
        .hasToString("https://platform.ringcentral.com/restapi/oauth/revoke");
    assertThat(settings.endpoint().client().authentication()).isEqualTo(ClientAuthentication.BASIC);
    assertThat(settings.endpoint().dialect().extraParameters())
        .isEqualTo(Map.of("refresh_token_ttl", "86400"));
    assertThat(settings.endpoint().resilience().pausesWhenThrottled()).isTrue();
    assertThat(settings.origins()).containsExactly(URI.create("https://platform.ringcentral.com/"));
  }

  @Test
  void build_everythingSaid_isTaken() {
    RingCentralJwtSettings settings =
        builder()
            .serviceAccount("billing", JWT)
            .serviceAccount("support", Secret.of("eyJ.other.jwt"))
            .server(URI.create("https://platform.ringcentral.biz"))
            .mediaServer(URI.create("https://media.ringcentral.biz"))
            .accessTokenTtl(Duration.ofHours(1))
            .refreshTokenTtl(Duration.ofHours(2))
            .endpointId("node-1")
            .renewAt(0.5)
            .jitter(0)
            .limitScope(LimitScope.USER)
            .build();

    assertThat(settings.serviceAccounts())
        .isEqualTo(Map.of("billing", JWT, "support", Secret.of("eyJ.other.jwt")));
    assertThat(settings.endpoint().dialect().extraParameters())
        .isEqualTo(
            Map.of(
                "access_token_ttl", "3600", "refresh_token_ttl", "7200", "endpoint_id", "node-1"));
    assertThat(settings.profile().lifetimes().accessToken()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.profile().renewal())
        .isEqualTo(new Renewal(Renewal.When.WHEN_USED, 0.5, Duration.ofDays(30), true, 0));
    assertThat(settings.endpoint().resilience()).isEqualTo(ResilienceSettings.DEFAULT);
    assertThat(settings.origins()).hasSize(2);
  }

  @Test
  void build_shorterAccessTokens_askForShorterSessions() {
    var dialect =
        builder()
            .serviceAccount("billing", JWT)
            .accessTokenTtl(Duration.ofHours(1))
            .build()
            .endpoint()
            .dialect();

    assertThat(dialect.extraParameters())
        .isEqualTo(Map.of("access_token_ttl", "3600", "refresh_token_ttl", "3600"));
  }

  @Test
  @Fact("6.9-jwt")
  void provider_anySettings_knowsTheAccountsAndNoPage() {
    var provider = builder().serviceAccount("billing", JWT).build().provider();

    assertThat(provider.id()).isEqualTo("ringcentral-jwt");
    assertThat(provider.assertions()).isEqualTo(Map.of("billing", JWT));
    assertThat(provider.authorization()).isNull();
    assertThat(provider.storedLogins()).isFalse();
  }

  @Test
  void build_noAccount_isRefused() {
    assertThat(problemsOf(builder())).containsExactly("ringcentral-jwt.serviceAccounts: is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\r\n"})
  void build_blankJwt_isRefused(String jwt) {
    assertThat(problemsOf(builder().serviceAccount("billing", Secret.of(jwt))))
        .containsExactly("ringcentral-jwt.serviceAccounts: has a blank JWT for 'billing'");
  }

  @Test
  void build_subjectNamedTwice_isRefused() {
    assertThat(
            problemsOf(
                builder()
                    .serviceAccount("billing", JWT)
                    .serviceAccount("billing", Secret.of("eyJ.other.jwt"))))
        .containsExactly("ringcentral-jwt.serviceAccounts: names 'billing' twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\tb"})
  void build_subjectThatNobodyCanAskFor_isRefused(String subject) {
    assertThat(problemsOf(builder().serviceAccount(subject, JWT)))
        .singleElement()
        .asString()
        .startsWith("ringcentral-jwt.serviceAccounts: names a subject that cannot be a key: ");
  }

  @Test
  void build_everythingWrong_namesAllOfIt() {
    assertThat(
            problemsOf(
                RingCentralJwtSettings.builder(" ", Secret.of("canary"))
                    .id("")
                    .server(URI.create("http://platform.example.com"))
                    .accessTokenTtl(Duration.ZERO)
                    .endpointId("")
                    .renewAt(1)))
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactly(
            "ringcentral-jwt.id",
            "ringcentral-jwt.server",
            "ringcentral-jwt.clientId",
            "ringcentral-jwt.accessTokenTtl",
            "ringcentral-jwt.endpointId",
            "ringcentral-jwt.renewAt",
            "ringcentral-jwt.serviceAccounts");
  }

  @Test
  void constructor_noAccount_isRefused() {
    RingCentralJwtSettings fit = builder().serviceAccount("billing", JWT).build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                new RingCentralJwtSettings(
                    "rc", fit.profile(), fit.endpoint(), Map.of(), fit.origins(), fit.limits()))
        .withMessageStartingWith("rc.serviceAccounts: ");
  }

  @Test
  void equals_sameSettings_areEqualAndPrintNoSecret() {
    RingCentralJwtSettings one = builder().serviceAccount("billing", JWT).build();
    RingCentralJwtSettings same = builder().serviceAccount("billing", JWT).build();

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(one)
        .isNotEqualTo(builder().serviceAccount("billing", Secret.of("eyJ.other.jwt")).build());
    assertThat(one.toString()).contains("billing=***").doesNotContain("canary");
  }

  private static List<String> problemsOf(RingCentralJwtSettings.Builder builder) {
    return catchThrowableOfType(ConfigurationException.class, builder::build).problems().stream()
        .map(problem -> problem.property() + ": " + problem.message())
        .toList();
  }

  private static RingCentralJwtSettings.Builder builder() {
    return RingCentralJwtSettings.builder("app", Secret.of("app-secret"));
  }
}
