package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that cannot work are refused, all at once and without repeating a secret. */
class SettingsTest {
  private static final Secret SECRET = Secret.of("canary-secret");
  private static final EndpointSettings AUTH =
      Endpoints.settings(URI.create("https://auth.example.com/token"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://auth.example.com/token",
        "HTTPS://auth.example.com",
        "https://auth.example.com:8443/token?tenant=a",
        "http://localhost/token",
        "http://LOCALHOST:8080/token",
        "http://127.0.0.1:8080/token",
        "http://127.255.0.9/token",
        "http://[::1]:8080/token",
        "http://[0:0:0:0:0:0:0:1]/token"
      })
  void tokenUri_fitForSecrets_isAccepted(String uri) {
    assertThat(problems(Endpoints.settings(URI.create(uri)))).isEmpty();
    assertThatNoException()
        .isThrownBy(() -> new ApiResource(URI.create(uri), HttpSettings.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://auth.example.com/token",
        "http://localhost.example.com/token",
        "http://127.0.0.1.example.com/token",
        "http://127.1/token",
        "http://0x7f000001/token",
        "http://2130706433/token",
        "http://128.0.0.1/token",
        "http://0.0.0.0/token",
        "http://[::2]/token",
        "http://[::ffff:127.0.0.1]/token",
        "ftp://localhost/token",
        "//localhost/token",
        "/token",
        "token",
        "mailto:a@example.com",
        "https:///token",
        "https://host_name/token",
        "https://canary:canary@auth.example.com/token",
        "https://canary@auth.example.com/token",
        "https://auth.example.com/token#canary"
      })
  void tokenUri_notFitForSecrets_isRefusedWithoutRepeatingIt(String uri) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new OAuth2Endpoint(Endpoints.settings(URI.create(uri))))
        .withMessageContaining("tokenUri: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new ApiResource(URI.create(uri), HttpSettings.DEFAULT))
        .withMessageContaining("apiUri: ");
  }

  @Test
  void problems_everythingWrong_areAllNamed() {
    var settings =
        new EndpointSettings(
            URI.create("http://auth.example.com"),
            URI.create("https://u:p@auth.example.com"),
            new IdentityExchange(
                URI.create("ftp://a.example.com"), " ", Map.of(" ", "x", "client_id", "y")),
            new ClientSettings(" ", SECRET, ClientAuthentication.NONE),
            new Dialect(
                " ",
                "",
                Map.of("grant_type", "x", "code_verifier", "y", "audience", "z"),
                Map.of("redirect_uri", "x", "assertion", "y", "audience", "z"),
                Set.of("id_token", "owner"),
                Map.of("OAU-1", "invalid_grant", "OAU-2", "never_heard_of"),
                Duration.ofHours(2)),
            new HttpSettings(Duration.ofSeconds(9), Duration.ofMinutes(6), 1),
            new ResilienceSettings(0, 101, 0, Duration.ZERO, false));

    var problems = new Problems("bsn.");
    settings.check(problems);
    assertThat(problems.found())
        .extracting(Problem::property)
        .containsExactly(
            "bsn.tokenUri",
            "bsn.revocationUri",
            "bsn.identityUri",
            "bsn.identityField",
            "bsn.identityParameters",
            "bsn.identityParameters",
            "bsn.clientId",
            "bsn.clientSecret",
            "bsn.scopeSeparator",
            "bsn.scope",
            "bsn.extraParameters",
            "bsn.extraParameters",
            "bsn.refreshParameters",
            "bsn.refreshParameters",
            "bsn.keptFields",
            "bsn.errorAliases",
            "bsn.retryAfter",
            "bsn.exchangeTimeout",
            "bsn.maxBodyBytes",
            "bsn.maxConcurrent",
            "bsn.failureThreshold",
            "bsn.window",
            "bsn.openFor");
    assertThat(problems.found()).allSatisfy(p -> assertThat(p.remedy()).isNotBlank());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new OAuth2Endpoint(settings))
        .satisfies(e -> assertThat(e.problems()).hasSize(23))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
  }

  @Test
  void problems_clientThatDoesNotFit_areNamed() {
    assertThat(problems(new ClientSettings("a:b", SECRET, ClientAuthentication.BASIC)))
        .containsExactly("clientId");
    assertThat(problems(new ClientSettings("a:b", SECRET, ClientAuthentication.BODY))).isEmpty();
    assertThat(problems(new ClientSettings("a", null, ClientAuthentication.BASIC)))
        .containsExactly("clientSecret");
    assertThat(problems(new ClientSettings("a", null, ClientAuthentication.BODY)))
        .containsExactly("clientSecret");
    assertThat(problems(ClientSettings.publicClient("a"))).isEmpty();
  }

  @Test
  void problems_assertionThatDoesNotFit_areNamed() {
    var keys = ClientSecrets.of(ClientAssertionTest.elliptic());
    var signing = ClientAuthentication.PRIVATE_KEY_JWT;
    var odd = new ClientAssertion(" ", "HS256", null, Duration.ofMinutes(6));

    assertThat(problems(new ClientSettings("a", keys, signing, ClientAssertion.to("b")))).isEmpty();
    assertThat(problems(new ClientSettings("a", keys, signing, null)))
        .containsExactly("clientAssertion");
    assertThat(
            problems(
                new ClientSettings("a", keys, ClientAuthentication.BODY, ClientAssertion.to("b"))))
        .containsExactly("clientAssertion");
    assertThat(problems(new ClientSettings("a", null, signing, ClientAssertion.to("b"))))
        .containsExactly("clientSecret");
    assertThat(problems(new ClientSettings("a", keys, signing, odd)))
        .containsExactly("assertionAudience", "assertionAlgorithm", "assertionLifetime");
  }

  @Test
  void problems_notationThatCannotBe_areNamed() {
    var notation =
        new Notation(Notation.Requests.FORM, Map.of(Notation.Field.SCOPE, " "), ChronoUnit.HOURS);

    assertThat(problems(AUTH.withDialect(Dialect.STANDARD.withNotation(notation))))
        .containsExactly("answer.SCOPE", "answer.unit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grant_type",
        "client_id",
        "client_secret",
        "code",
        "code_verifier",
        "redirect_uri",
        "assertion",
        "refresh_token",
        "username",
        "password",
        "scope",
        "token",
        "token_type_hint"
      })
  void problems_extraParameterOfOurs_isNamed(String name) {
    var dialect = Dialect.STANDARD.withExtraParameters(Map.of(name, "x"));

    assertThat(problems(AUTH.withDialect(dialect))).containsExactly("extraParameters");
  }

  @Test
  void with_anything_changesThatAlone() {
    var exchange = new IdentityExchange(AUTH.tokenUri(), "token", Map.of());
    var dialect = Dialect.STANDARD.withRetryAfter(Duration.ofSeconds(30));
    var resilience = ResilienceSettings.DEFAULT.pausingWhenThrottled();

    assertThat(
            AUTH.withIdentity(exchange)
                .withClient(ClientSettings.publicClient("b"))
                .withDialect(dialect)
                .withHttp(Endpoints.QUICK)
                .withResilience(resilience))
        .isEqualTo(
            new EndpointSettings(
                AUTH.tokenUri(),
                AUTH.revocationUri(),
                exchange,
                ClientSettings.publicClient("b"),
                dialect,
                Endpoints.QUICK,
                resilience));
    assertThat(
            Dialect.STANDARD
                .withRetryAfter(Duration.ofSeconds(30))
                .withErrorAliases(Map.of("a", "b"))
                .withKeptFields(Set.of("c"))
                .withRefreshParameters(Map.of("d", "e"))
                .withExtraParameters(Map.of("f", "g"))
                .withScopeSeparator(",")
                .withScope("h"))
        .isEqualTo(
            new Dialect(
                "h",
                ",",
                Map.of("f", "g"),
                Map.of("d", "e"),
                Set.of("c"),
                Map.of("a", "b"),
                Duration.ofSeconds(30)));
  }

  @Test
  void apiClient_thatDoesNotUseBasic_isRefused() {
    for (var wrong :
        List.of(
            ClientSettings.publicClient("a"),
            new ClientSettings("a", SECRET, ClientAuthentication.BODY))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new ApiResource(AUTH.tokenUri(), wrong, HttpSettings.DEFAULT))
          .withMessageContaining("clientAuthentication: ");
    }
    var incomplete = new ClientSettings("a", null, ClientAuthentication.BASIC);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new ApiResource(AUTH.tokenUri(), incomplete, HttpSettings.DEFAULT))
        .withMessageContaining("clientSecret: ");
  }

  @Test
  void problems_timeoutsInTheWrongOrder_areNamed() {
    var http = new HttpSettings(Duration.ofSeconds(3), Duration.ofSeconds(2), 4096);
    var settings = Endpoints.settings(URI.create("https://auth.example.com/token"));

    assertThat(problems(settings.withHttp(http))).containsExactly("connectTimeout");
  }

  @Test
  void toString_anySettings_showNoSecret() {
    var settings =
        EndpointSettings.of(
            URI.create("https://auth.example.com"), null, ClientSettings.basic("id", SECRET));

    assertThat(settings.toString()).contains("***").doesNotContain("canary");
    assertThat(new OAuth2Endpoint(settings).toString()).doesNotContain("canary");
  }

  @Test
  void equals_sameSettings_areEqual() {
    URI uri = URI.create("https://auth.example.com");

    assertThat(EndpointSettings.of(uri, null, ClientSettings.basic("id", Secret.of("x"))))
        .isEqualTo(EndpointSettings.of(uri, null, ClientSettings.basic("id", Secret.of("x"))))
        .isNotEqualTo(EndpointSettings.of(uri, null, ClientSettings.basic("id", Secret.of("y"))));
  }

  private static List<String> problems(ClientSettings client) {
    return problems(EndpointSettings.of(URI.create("https://auth.example.com"), null, client));
  }

  private static List<String> problems(EndpointSettings settings) {
    var problems = new Problems("");
    settings.check(problems);
    return problems.found().stream().map(Problem::property).toList();
  }
}
