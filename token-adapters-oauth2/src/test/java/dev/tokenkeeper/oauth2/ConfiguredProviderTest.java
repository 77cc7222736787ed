package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
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
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.Notation.Field;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file says is what the provider does. */
class ConfiguredProviderTest {
  private static final ClientSecrets SECRETS = ClientSecrets.of(Secret.of("canary-secret"));

  /** The one of the documentation, but for where it is. */
  static final String USUAL =
      """
      id: acme
      endpoints:
        authorization: https://auth.acme.example/authorize
        token: https://auth.acme.example/token
      client:
        id: 0a1b2c
      redirectUri: https://app.example.com/callback/acme
      scopes: [read, write]
      rotation:
        rule: one_time
      origins: [https://api.acme.example]
      """;

  static final String EVERYTHING =
      """
      id: acme
      source: https://acme.example/docs
      asOf: 2026-11-22
      issuer: https://auth.acme.example
      allowedHosts: [tokens.acme.example]
      allowPrivateAddresses: true
      endpoints:
        authorization: https://auth.acme.example/authorize?tenant=a
        token: https://auth.acme.example/token
        revocation: https://auth.acme.example/revoke
      identity:
        uri: https://auth.acme.example/identity
        field: id_token
        parameters: {captured: "true"}
      client:
        id: 007
        authentication: basic_rfc6749
        secretEnds: 2027-05-31
      redirectUri: https://app.example.com/callback/acme
      scopes: [read, write]
      scopeSeparator: ","
      authorize:
        pkce: false
        echoesState: false
        alwaysSendsIssuer: true
        parameters: {prompt: consent}
        hints: [login_hint]
      token:
        format: json
        parameters: {audience: api}
        refreshParameters: {redirect_uri: "https://app.example.com"}
      answer:
        accessToken: authed_user.access_token
        tokenType: /authed_user/token_type
        expiresIn: a
        expiresAt: b
        refreshToken: c
        refreshExpiresIn: d
        refreshExpiresAt: e
        scope: f
        sessionId: g
        sessionExpiresIn: h
        unit: milliseconds
        keep: [team.id]
        owner: team.id
      errors: {E1: invalid_grant}
      storedLogins: true
      rotation:
        rule: one_time_with_grace
        replayWindow: 10m
        penalty: wider
        oldAccessToken: dies_at_refresh
      renewal: {when: ahead, at: 0.5, keepAlive: 3d, idleMayLapse: true, jitter: 0.1}
      lifetimes: {accessToken: 24h, refreshToken: 7d, session: 12h, code: 5m}
      timing:
        attempt: 20s
        sendBudget: 2s
        settleAllowance: 40s
        minPeriod: 15s
        firstBackoff: 10s
        longestBackoff: 6m
        longestDoubt: 2d
      deadToken: {always: [401, 419], whenOld: [403], session: [410]}
      revocation: session
      http: {connectTimeout: 1500ms, exchangeTimeout: 9s, maxBodyBytes: 4096}
      resilience:
        maxConcurrent: 3
        failureThreshold: 40
        window: 10
        openFor: 20s
        pausesWhenThrottled: true
        retryAfter: 30s
      origins: [https://api.acme.example, "https://media.acme.example:8443/"]
      """;

  @Test
  void of_everything_isAllThatTheSettingsCanSay() {
    ConfiguredProvider read = ConfiguredProvider.of("acme.yaml", EVERYTHING, SECRETS);

    assertThat(read)
        .isEqualTo(
            new ConfiguredProvider(
                "acme",
                new ProviderProfile(
                    new Rotation(
                        RotationRule.ONE_TIME_WITH_GRACE,
                        Duration.ofMinutes(10),
                        ReusePenalty.WIDER,
                        OldAccessToken.DIES_AT_REFRESH),
                    new Renewal(Renewal.When.AHEAD, 0.5, Duration.ofDays(3), true, 0.1),
                    new Lifetimes(
                        Duration.ofHours(24),
                        Duration.ofDays(7),
                        Duration.ofHours(12),
                        Duration.ofMinutes(5)),
                    new Timing(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(6),
                        Duration.ofDays(2)),
                    new DeadToken(Set.of(401, 419), Set.of(403), Set.of(410)),
                    RevocationReach.SESSION),
                everythingsEndpoint(),
                new AuthorizationEndpoint(
                    URI.create("https://auth.acme.example/authorize?tenant=a"),
                    "007",
                    URI.create("https://app.example.com/callback/acme"),
                    "read,write",
                    false,
                    false,
                    "https://auth.acme.example",
                    true,
                    Map.of("prompt", "consent"),
                    Set.of("login_hint")),
                "team.id",
                true,
                Set.of(
                    URI.create("https://api.acme.example"),
                    URI.create("https://media.acme.example:8443/"))));
  }

  private static EndpointSettings everythingsEndpoint() {
    Map<Field, String> fields =
        Map.of(
            Field.ACCESS_TOKEN, "authed_user.access_token",
            Field.TOKEN_TYPE, "/authed_user/token_type",
            Field.EXPIRES_IN, "a",
            Field.EXPIRES_AT, "b",
            Field.REFRESH_TOKEN, "c",
            Field.REFRESH_EXPIRES_IN, "d",
            Field.REFRESH_EXPIRES_AT, "e",
            Field.SCOPE, "f",
            Field.SESSION_ID, "g",
            Field.SESSION_EXPIRES_IN, "h");
    return new EndpointSettings(
        URI.create("https://auth.acme.example/token"),
        URI.create("https://auth.acme.example/revoke"),
        new IdentityExchange(
            URI.create("https://auth.acme.example/identity"),
            "id_token",
            Map.of("captured", "true")),
        new ClientSettings(
            "007",
            SECRETS.endingAt(Instant.parse("2027-05-31T00:00:00Z")),
            ClientAuthentication.BASIC_RFC6749,
            null),
        new Dialect(
            "read write",
            ",",
            Map.of("audience", "api"),
            Map.of("redirect_uri", "https://app.example.com"),
            Set.of("team.id"),
            Map.of("E1", "invalid_grant"),
            Duration.ofSeconds(30),
            new Notation(Notation.Requests.JSON, fields, ChronoUnit.MILLIS)),
        new HttpSettings(Duration.ofMillis(1500), Duration.ofSeconds(9), 4096, false),
        new ResilienceSettings(3, 40, 10, Duration.ofSeconds(20), true));
  }

  @Test
  void of_usualFile_hasTheDefaults() {
    ConfiguredProvider read = ConfiguredProvider.of("acme.yaml", USUAL, SECRETS);

    assertThat(USUAL.lines().count()).isLessThanOrEqualTo(15);
    assertThat(read.profile().rotation())
        .isEqualTo(Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID));
    assertThat(read.profile().timing()).isEqualTo(Timing.DEFAULT);
    assertThat(read.profile().revocable()).isFalse();
    assertThat(read.endpoint())
        .isEqualTo(
            EndpointSettings.of(
                    URI.create("https://auth.acme.example/token"),
                    null,
                    ClientSettings.basic("0a1b2c", SECRETS))
                .withDialect(Dialect.STANDARD.withScope("read write"))
                .withHttp(
                    new HttpSettings(
                        Duration.ofSeconds(3), Duration.ofSeconds(10), 256 * 1024, true)));
    AuthorizationEndpoint page = read.authorization();
    assertThat(page).isNotNull();
    assertThat(page.pkce()).isTrue();
    assertThat(page.echoesState()).isTrue();
  }

  @Test
  void of_fileThatNamesItsSecret_readsItFromItsOwnDirectory(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("acme.yaml");
    Files.writeString(directory.resolve("secret"), "canary-secret\n");
    Files.writeString(file, USUAL.replace("id: 0a1b2c", "id: 0a1b2c\n  secret: file:secret"));

    ConfiguredProvider read = ConfiguredProvider.of(file);

    assertThat(read.endpoint().client().secret()).isEqualTo(Secret.of("canary-secret"));
    assertThat(read).isEqualTo(ConfiguredProvider.of(file));
  }

  @Test
  void of_profileAndOverrides_areMerged() {
    String yaml =
        """
        profile: github
        id: my-github
        client: {id: Iv1.x}
        redirectUri: https://app.example.com/callback
        rotation: {penalty: family}
        lifetimes: {refreshToken: ~}
        errors: {bad_verification_code: ~}
        """;
    ConfiguredProvider read = ConfiguredProvider.of("mine.yaml", yaml, SECRETS);

    assertThat(read.profile().rotation())
        .isEqualTo(Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.DIES_AT_REFRESH));
    assertThat(read.profile().lifetimes().refreshToken()).isNull();
    assertThat(read.endpoint().client().authentication()).isEqualTo(ClientAuthentication.BODY);
    assertThat(read.endpoint().dialect().errorAliases())
        .containsEntry("bad_refresh_token", "invalid_grant")
        .doesNotContainKey("bad_verification_code");
  }

  @ParameterizedTest
  @ValueSource(strings = {USUAL, EVERYTHING})
  void toString_ofAnything_showsNoSecret(String yaml) {
    ConfiguredProvider read = ConfiguredProvider.of("acme.yaml", yaml, SECRETS);
    OAuthProvider provider = read.provider();

    assertThat(read + " " + provider + " " + provider.endpoint() + " " + SECRETS)
        .contains("***")
        .doesNotContain("canary");
  }

  @Test
  void provider_ownerIsNamed_isReadFromTheAnswersFacts() {
    OAuthProvider provider = ConfiguredProvider.of("a.yaml", EVERYTHING, SECRETS).provider();
    var token = Endpoints.accessToken(AuthorizationId.of("acme", "user"), "at");

    assertThat(provider.owner()).isNotNull();
    assertThat(provider.owner().of(token, Map.of("team.id", "T1"))).isEqualTo("T1");
    assertThat(provider.owner().of(token, Map.of())).isNull();
  }
}
