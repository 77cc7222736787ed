package dev.tokenkeeper.ringcentral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.tokenkeeper.oauth2.ClientAuthentication;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingCentralSettingsTest {
  private static final URI CALLBACK = URI.create("https://host.example.com/callback");

  @Test
  @Fact({"2.2", "6.1-production", "6.1-oauth"})
  void build_nothingSaid_hasTheFiguresOfTheProvidersPages() {
    RingCentralSettings settings = builder().build();

    assertThat(settings.id()).isEqualTo("ringcentral");
    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                new Rotation(
                    RotationRule.ONE_TIME_WITH_GRACE,
                    Duration.ofMinutes(60),
                    ReusePenalty.REJECT,
                    OldAccessToken.DIES_AT_REFRESH),
                new Renewal(Renewal.When.AHEAD, 0.7, Duration.ofDays(3), false, 0.2),
                new Lifetimes(
                    Duration.ofHours(24), Duration.ofDays(7), null, Duration.ofMinutes(1)),
                new Timing(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofDays(1)),
                DeadToken.UNAUTHORIZED,
                RevocationReach.SESSION));
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://platform.ringcentral.com/restapi/oauth/token");
    assertThat(settings.endpoint().revocationUri())
        .hasToString("https://platform.ringcentral.com/restapi/oauth/revoke");
    assertThat(settings.authorization().uri())
        .hasToString("https://platform.ringcentral.com/restapi/oauth/authorize");
    assertThat(settings.authorization().redirectUri()).isEqualTo(CALLBACK);
    assertThat(settings.origins()).containsExactly(URI.create("https://platform.ringcentral.com/"));
    assertThat(settings.endpoint().client().authentication()).isEqualTo(ClientAuthentication.BASIC);
    assertThat(settings.endpoint().dialect().extraParameters()).isEmpty();
    assertThat(settings.endpoint().dialect().retryAfter()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.endpoint().dialect().keptFields())
        .containsExactlyInAnyOrder("owner_id", "endpoint_id");
    assertThat(settings.endpoint().http()).isEqualTo(HttpSettings.DEFAULT);
    assertThat(settings.endpoint().resilience())
        .isEqualTo(ResilienceSettings.DEFAULT.pausingWhenThrottled());
  }

  @Test
  @Fact({"6.6-advice", "6.7-limit"})
  void timing_repeatedFailures_staysBelowTheAuthLimit() {
    Timing timing = RingCentralSettings.TIMING;
    long inAMinute = 1;
    for (Duration at = timing.backoff(1);
        at.toSeconds() < 60;
        at = at.plus(timing.backoff((int) inAMinute))) {
      inAMinute++;
    }

    assertThat(inAMinute).isEqualTo(3);
    assertThat(Duration.ofMinutes(1).dividedBy(timing.minPeriod())).isLessThan(5);
  }

  @Test
  @Fact({"6.1-partners", "6.1-sandbox"})
  void build_everythingSaid_isTaken() {
    var http = new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), 4096);
    var resilience = new ResilienceSettings(1, 2, 3, Duration.ofSeconds(4), false);
    RingCentralSettings settings =
        builder()
            .id("ringcentral-att")
            .server(URI.create("https://platform.ringcentral.biz/"))
            .mediaServer(URI.create("https://media.ringcentral.biz"))
            .accessTokenLifetime(Duration.ofHours(1))
            .refreshTokenLifetime(Duration.ofDays(2))
            .graceUnused(Duration.ofMinutes(5))
            .renewal(Renewal.When.WHEN_USED)
            .keepAlive(Duration.ofDays(1))
            .renewAt(0.5)
            .jitter(0)
            .timing(Timing.DEFAULT)
            .endpointId("node-1")
            .retryAfter(Duration.ofSeconds(45))
            .http(http)
            .resilience(resilience)
            .limitScope(LimitScope.USER)
            .build();

    assertThat(settings.profile())
        .isEqualTo(
            new ProviderProfile(
                new Rotation(
                    RotationRule.ONE_TIME_WITH_GRACE,
                    Duration.ofMinutes(5),
                    ReusePenalty.REJECT,
                    OldAccessToken.DIES_AT_REFRESH),
                new Renewal(Renewal.When.WHEN_USED, 0.5, Duration.ofDays(1), false, 0),
                new Lifetimes(Duration.ofHours(1), Duration.ofDays(2), null, Duration.ofMinutes(1)),
                Timing.DEFAULT,
                DeadToken.UNAUTHORIZED,
                RevocationReach.SESSION));
    assertThat(settings.id()).isEqualTo("ringcentral-att");
    assertThat(settings.endpoint().tokenUri())
        .hasToString("https://platform.ringcentral.biz/restapi/oauth/token");
    assertThat(settings.authorization().uri())
        .hasToString("https://platform.ringcentral.biz/restapi/oauth/authorize");
    assertThat(settings.origins())
        .containsExactlyInAnyOrder(
            URI.create("https://platform.ringcentral.biz/"),
            URI.create("https://media.ringcentral.biz/"));
    assertThat(settings.endpoint().dialect().extraParameters())
        .isEqualTo(Map.of("endpoint_id", "node-1"));
    assertThat(settings.endpoint().dialect().retryAfter()).isEqualTo(Duration.ofSeconds(45));
    assertThat(settings.endpoint().http()).isEqualTo(http);
    assertThat(settings.endpoint().resilience()).isEqualTo(resilience);
  }

  @Test
  @Fact("2.1")
  void build_livesAskedFor_areTheBestGuessToo() {
    RingCentralSettings settings =
        builder()
            .accessTokenTtl(Duration.ofMinutes(10))
            .refreshTokenTtl(Duration.ofDays(30))
            .keepAlive(Duration.ofDays(20))
            .build();

    assertThat(settings.endpoint().dialect().extraParameters())
        .isEqualTo(Map.of("access_token_ttl", "600", "refresh_token_ttl", "2592000"));
    assertThat(settings.profile().lifetimes())
        .isEqualTo(
            new Lifetimes(
                Duration.ofMinutes(10), Duration.ofDays(30), null, Duration.ofMinutes(1)));
  }

  @Test
  void publicClient_sendsItsIdAlone() {
    var client =
        RingCentralSettings.publicClient("app").redirectUri(CALLBACK).build().endpoint().client();

    assertThat(client.authentication()).isEqualTo(ClientAuthentication.NONE);
    assertThat(client.secret()).isNull();
  }

  @Test
  void build_everythingWrong_namesAllOfIt() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                RingCentralSettings.builder("a:b", Secret.of("canary"))
                    .id("eu")
                    .server(URI.create("http://canary@platform.example.com/x?y=z"))
                    .mediaServer(URI.create("http://media.example.com"))
                    .retryAfter(Duration.ZERO)
                    .http(new HttpSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 4096))
                    .resilience(new ResilienceSettings(0, 50, 20, Duration.ofSeconds(1), false))
                    .accessTokenTtl(Duration.ofSeconds(599))
                    .refreshTokenTtl(Duration.ZERO)
                    .endpointId(" ")
                    .accessTokenLifetime(Duration.ZERO)
                    .renewAt(Double.NaN)
                    .jitter(-1)
                    .refreshTokenLifetime(Duration.ofSeconds(-1))
                    .keepAlive(Duration.ZERO)
                    .graceUnused(Duration.ZERO)
                    .build())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::property)
                    .containsExactly(
                        "eu.server",
                        "eu.server",
                        "eu.server",
                        "eu.mediaServer",
                        "eu.clientId",
                        "eu.retryAfter",
                        "eu.maxConcurrent",
                        "eu.accessTokenTtl",
                        "eu.refreshTokenTtl",
                        "eu.endpointId",
                        "eu.accessTokenLifetime",
                        "eu.renewAt",
                        "eu.jitter",
                        "eu.exchangeTimeout",
                        "eu.redirectUri",
                        "eu.refreshTokenLifetime",
                        "eu.keepAlive",
                        "eu.keepAlive",
                        "eu.graceUnused"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://host.example.com/callback,would send secrets unencrypted",
    "https://host.example.com/callback#here,has a fragment",
    "https://ada@host.example.com/callback,holds a user name or password",
    "callback,names no host",
    "app:/callback,names no host"
  })
  void build_redirectUriUnfitForCodes_isRefused(URI uri, String message) {
    assertThat(problemOf(builder().redirectUri(uri)))
        .isEqualTo("ringcentral.redirectUri: " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080/cb", "http://127.0.0.1/cb", "http://[::1]/cb"})
  void build_redirectUriOnThisMachine_isTaken(URI uri) {
    assertThat(builder().redirectUri(uri).build().authorization().redirectUri()).isEqualTo(uri);
  }

  @Test
  void build_noRedirectUri_isRefused() {
    assertThat(problemOf(RingCentralSettings.publicClient("app")))
        .isEqualTo("ringcentral.redirectUri: is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example.com/restapi", "https://a.example.com?x"})
  void build_serverWithMore_isRefused(URI uri) {
    assertThat(problemOf(builder().server(uri)))
        .isEqualTo("ringcentral.server: is more than a server");
    assertThat(problemOf(builder().mediaServer(uri)))
        .isEqualTo("ringcentral.mediaServer: is more than a server");
  }

  @ParameterizedTest
  @ValueSource(longs = {599, 86_401})
  void build_accessTokenTtlOutOfRange_isRefused(long seconds) {
    assertThat(problemOf(builder().accessTokenTtl(Duration.ofSeconds(seconds))))
        .startsWith("ringcentral.accessTokenTtl: is PT");
  }

  @ParameterizedTest
  @ValueSource(longs = {600, 86_400})
  @Fact("2.1")
  void build_accessTokenTtlAtTheBounds_isTaken(long seconds) {
    assertThat(builder().accessTokenTtl(Duration.ofSeconds(seconds)).build()).isNotNull();
  }

  @Test
  void build_refreshTokenTtlTooLong_isRefused() {
    assertThat(problemOf(builder().refreshTokenTtl(Duration.ofSeconds(2_592_001))))
        .startsWith("ringcentral.refreshTokenTtl: is PT");
  }

  @Test
  void build_refreshTokenTtlShorterThanTheKeepAlive_isRefused() {
    assertThat(problemOf(builder().refreshTokenTtl(Duration.ofDays(3))))
        .isEqualTo("ringcentral.keepAlive: comes after the refresh token's end");
  }

  @Test
  void build_graceShorterThanAnAttempt_isRefusedWithTheSum() {
    assertThat(problemOf(builder().graceUnused(Duration.ofSeconds(30))))
        .isEqualTo(
            "ringcentral.graceUnused: is PT30S, but an attempt and its send budget take"
                + " PT30S + PT1S = PT31S");
    assertThat(builder().graceUnused(Duration.ofSeconds(31)).build()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", "a/b", "a\nb", "ä"})
  void build_malformedId_isRefused(String id) {
    assertThat(problemOf(builder().id(id))).isEqualTo("ringcentral.id: is not fit to be a key");
  }

  @Test
  void build_blankClientId_isRefused() {
    assertThat(problemOf(RingCentralSettings.publicClient(" ").redirectUri(CALLBACK)))
        .isEqualTo("ringcentral.clientId: is blank");
  }

  @Test
  void constructor_partsUnfitForSecrets_namesAllOfThem() {
    RingCentralSettings fit = builder().build();
    URI plain = URI.create("http://a.example.com/");
    var unfit =
        new AuthorizationEndpoint(
            plain, "app", plain, null, true, true, null, false, Map.of(), Set.of());

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                new RingCentralSettings(
                    " ", fit.profile(), fit.endpoint(), unfit, Set.of(plain), fit.limits()))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::property)
                    .containsExactly(
                        "ringcentral.id",
                        "ringcentral.authorizationUri",
                        "ringcentral.redirectUri",
                        "ringcentral.origins"));
  }

  @Test
  @Fact("1.extra-step.ringcentral")
  void provider_anySettings_areHandedOn() {
    RingCentralSettings settings = builder().build();
    var provider = settings.provider();

    assertThat(provider.id()).isEqualTo("ringcentral");
    assertThat(provider.profile()).isEqualTo(settings.profile());
    assertThat(provider.authorization()).isEqualTo(settings.authorization());
    assertThat(provider.origins()).isEqualTo(settings.origins());
    assertThat(provider.owner()).isInstanceOf(ExtensionOwner.class);
    assertThat(provider.assertions()).isEmpty();
    assertThat(provider.storedLogins()).isFalse();
    assertThat(provider.preparation()).isNull();
  }

  @Test
  @Fact({"6.7-limit", "6.7-whose"})
  void build_authLimit_isTheProvidersLimit() {
    ProviderLimits usual = builder().build().provider().limits();
    assertThat(usual.requests()).isZero();
    assertThat(usual.penalty()).isEqualTo(Duration.ofMinutes(1));
    assertThat(usual.key()).isEqualTo(ProviderLimits.Key.PER_APPLICATION);
    assertThat(
            builder()
                .limitScope(LimitScope.USER)
                .authLimit(5, Duration.ofMinutes(1))
                .build()
                .provider()
                .limits())
        .isEqualTo(
            ProviderLimits.NONE.withRequests(
                5, Duration.ofMinutes(1), ProviderLimits.Key.PER_USER));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> builder().authLimit(5, Duration.ZERO).build())
        .withMessageContaining("authLimit: is PT0S. Use a positive duration.");
  }

  @Test
  void equals_sameSettings_areEqualAndPrintNoSecret() {
    assertThat(builder().build()).isEqualTo(builder().build()).hasSameHashCodeAs(builder().build());
    assertThat(builder().build()).isNotEqualTo(builder().endpointId("x").build());
    assertThat(builder().build().toString()).contains("***").doesNotContain("app-secret");
  }

  private static String problemOf(RingCentralSettings.Builder builder) {
    var problems = catchThrowableOfType(ConfigurationException.class, builder::build).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0).property() + ": " + problems.get(0).message();
  }

  private static RingCentralSettings.Builder builder() {
    return RingCentralSettings.builder("app", Secret.of("app-secret")).redirectUri(CALLBACK);
  }
}
