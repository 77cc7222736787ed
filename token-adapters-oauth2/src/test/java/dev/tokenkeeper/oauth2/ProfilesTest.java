package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The profiles that come along do what their providers' own documents print. */
class ProfilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"atlassian", "auth0", "cognito", "github", "okta", "salesforce", "slack", "xero"})
  void send_refreshOfTheDocuments_isAskedAndAnsweredAsTheyPrintIt(String name) throws Exception {
    JsonNode sample = sample(name);
    try (var server = RawServer.answering(200, sample.path("answer").toString())) {
      ConfiguredProvider read = read(name, sample, server.uri("/token").toString());
      String token = sample.path("request").path("refresh_token").asText();
      Outcome outcome =
          Endpoints.send(
              new OAuth2Endpoint(read.endpoint()), new TokenRequest.Refresh(Secret.of(token)));

      RawServer.Request request = server.requests().get(0);
      assertThat(fields(request, sample.path("json").asBoolean()))
          .isEqualTo(
              Json.map(sample.path("request")).entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, each -> (String) each.getValue())));
      assertThat(request.head().toLowerCase(Locale.ROOT).contains("authorization: basic"))
          .isEqualTo(sample.path("basic").asBoolean());
      assertThat(said(((Outcome.Granted) outcome).grant()))
          .isEqualTo(sample.path("grant").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"atlassian", "github", "salesforce", "slack", "xero"})
  void of_profileWithEndpoints_isWholeAndAsksNobody(String name) throws Exception {
    JsonNode sample = sample(name);
    String redirect = "redirectUri: https://app.example.com/callback\n";
    ConfiguredProvider read =
        ConfiguredProvider.of("a", settings(name, sample) + redirect, secrets(sample));

    assertThat(read.endpoint().tokenUri()).isEqualTo(URI.create(sample.path("url").asText()));
    assertThat(read.authorization()).isNotNull();
    assertThat(read.provider().id()).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({
    "atlassian, ONE_TIME PT0S FAMILY STAYS_VALID",
    "auth0, ONE_TIME PT0S FAMILY STAYS_VALID",
    "cognito, ONE_TIME PT0S REJECT STAYS_VALID",
    "github, ONE_TIME PT0S REJECT DIES_AT_REFRESH",
    "okta, ONE_TIME_WITH_GRACE PT30S FAMILY STAYS_VALID",
    "salesforce, ONE_TIME PT0S FAMILY STAYS_VALID",
    "slack, ONE_TIME PT0S REJECT STAYS_VALID",
    "xero, ONE_TIME_WITH_GRACE PT30M FAMILY DIES_AT_REFRESH"
  })
  void of_profile_hasTheRotationThatIsDocumented(String name, String expected) throws Exception {
    var rotation = read(name, sample(name), "https://a.example/token").profile().rotation();

    assertThat(
            "%s %s %s %s"
                .formatted(
                    rotation.rule(),
                    rotation.replayWindow(),
                    rotation.penalty(),
                    rotation.oldAccessToken()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"atlassian", "auth0", "cognito", "github", "okta", "salesforce", "slack", "xero"})
  void profile_saysWhereItsFactsAreFrom(String name) throws Exception {
    String yaml = text("profiles/" + name + ".yaml");

    assertThat(yaml).containsPattern("(?m)^source: https://").containsPattern("(?m)^asOf: 2026-");
    assertThat(sample(name).path("source").asText()).startsWith("https://");
  }

  @ParameterizedTest
  @CsvSource({
    "github, bad_refresh_token, GrantRefused",
    "github, incorrect_client_credentials, ClientRefused",
    "slack, invalid_refresh_token, GrantRefused",
    "slack, bad_client_secret, ClientRefused",
    "slack, internal_error, Unknown"
  })
  void send_errorUnder200_isTheOneThatIsMeant(String name, String error, String outcome)
      throws Exception {
    String body = "{\"ok\":false,\"error\":\"" + error + "\"}";
    try (var server = RawServer.answering(200, body)) {
      ConfiguredProvider read = read(name, sample(name), server.uri("/token").toString());

      assertThat(
              Endpoints.send(new OAuth2Endpoint(read.endpoint()), Endpoints.REFRESH)
                  .getClass()
                  .getSimpleName())
          .isEqualTo(outcome);
    }
  }

  private static ConfiguredProvider read(String name, JsonNode sample, String token) {
    String endpoint = "endpoints:\n  token: " + token + '\n';
    return ConfiguredProvider.of("a", settings(name, sample) + endpoint, secrets(sample));
  }

  private static String settings(String name, JsonNode sample) {
    String client = sample.path("request").path("client_id").asText("app");
    return "profile: %s\nid: mine\nclient: {id: %s}\n%s"
        .formatted(name, client, sample.path("settings").asText());
  }

  private static ClientSecrets secrets(JsonNode sample) {
    return ClientSecrets.of(Secret.of(sample.path("clientSecret").asText()));
  }

  private static Map<String, String> fields(RawServer.Request request, boolean json) {
    if (json) {
      return Json.map(Json.object(request.body().getBytes(UTF_8))).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, each -> (String) each.getValue()));
    }
    return Stream.of(request.body().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  /** Type, life, refresh token, its life, scope, attributes. */
  private static String said(TokenGrant grant) {
    Secret refresh = grant.refreshToken();
    return "%s %s %s %s %s %s"
        .formatted(
            grant.tokenType(),
            orNone(grant.expiresIn()),
            refresh == null ? "-" : refresh.reveal(SecretAccess.granted()),
            orNone(grant.refreshExpiresIn()),
            grant.scope() == null ? "-" : '\'' + grant.scope() + '\'',
            new TreeMap<>(grant.attributes()));
  }

  private static String orNone(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static JsonNode sample(String name) throws Exception {
    return Json.object(text("samples/" + name + ".json").getBytes(UTF_8));
  }

  private static String text(String resource) throws Exception {
    try (InputStream stream = ProfilesTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(stream, resource).readAllBytes(), UTF_8);
    }
  }
}
