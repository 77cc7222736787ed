package dev.tokenkeeper.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an issuer says of itself is believed as far as it can be. */
class DiscoveryTest {
  private static final ClientSecrets SECRETS = ClientSecrets.of(Secret.of("canary-secret"));
  private static final String RFC_8414 = "/.well-known/oauth-authorization-server";

  private static final String YAML =
      """
      id: acme
      issuer: ISSUER
      client: {id: app}
      redirectUri: https://app.example.com/callback
      rotation: {rule: one_time}
      """;

  private static final String METADATA =
      """
      {"issuer":"ISSUER","authorization_endpoint":"SERVER/authorize",\
      "token_endpoint":"SERVER/token","revocation_endpoint":"SERVER/revoke",\
      "authorization_response_iss_parameter_supported":true,"x":[{"y":null}]}""";

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/tenant/a", "/tenant/a/"})
  void of_issuerWithMetadata_hasItsEndpoints(String path) throws Exception {
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    for (String place : List.of(RFC_8414 + bare, bare + "/.well-known/openid-configuration")) {
      try (var server = serving(place, path, METADATA)) {
        ConfiguredProvider read = read(server, path, "");

        assertThat(read.endpoint().tokenUri()).isEqualTo(server.uri("/token"));
        assertThat(read.endpoint().revocationUri()).isEqualTo(server.uri("/revoke"));
        assertThat(read.profile().revocation()).isEqualTo(RevocationReach.TOKEN);
        assertThat(read.authorization()).isNotNull();
        assertThat(read.authorization().uri()).isEqualTo(server.uri("/authorize"));
        assertThat(read.authorization().issuer()).isEqualTo(server.uri(path).toString());
        assertThat(read.authorization().alwaysSendsIssuer()).isTrue();
      }
    }
  }

  @Test
  void of_endpointsWrittenBesides_winOverThoseOfTheIssuer() throws Exception {
    try (var server = serving(RFC_8414, "", METADATA)) {
      String more =
          """
          endpoints: {token: https://tokens.acme.example/}
          revocation: none
          authorize: {alwaysSendsIssuer: false}
          """;
      ConfiguredProvider read = read(server, "", more);

      assertThat(read.endpoint().tokenUri()).isEqualTo(URI.create("https://tokens.acme.example/"));
      assertThat(read.endpoint().revocationUri()).isNull();
      assertThat(read.authorization()).isNotNull();
      assertThat(read.authorization().uri()).isEqualTo(server.uri("/authorize"));
      assertThat(read.authorization().alwaysSendsIssuer()).isFalse();
    }
  }

  @Test
  void of_allEndpointsWritten_asksNobody() throws Exception {
    try (var server = serving(RFC_8414, "", METADATA)) {
      String all = "endpoints: {token: https://a.example/t, authorization: https://a.example/a}\n";

      assertThat(read(server, "", all).authorization()).isNotNull();
      assertThat(server.heads()).isZero();
    }
  }

  @Test
  void of_tokenEndpointFound_isTheAudienceOfAssertions() throws Exception {
    try (var server = serving(RFC_8414, "", METADATA)) {
      for (var expected :
          List.of(
              List.of("token_endpoint", server.uri("/token").toString()),
              List.of("issuer", server.uri("").toString()),
              List.of("https://other.example", "https://other.example"))) {
        String yaml =
            YAML.replace("ISSUER", server.uri("").toString())
                .replace(
                    "id: app",
                    "id: app, authentication: private_key_jwt, audience: '"
                        + expected.get(0)
                        + "'");
        var read =
            ConfiguredProvider.of("a", yaml, ClientSecrets.of(ClientAssertionTest.elliptic()));

        assertThat(read.endpoint().client().assertion())
            .isEqualTo(ClientAssertion.to(expected.get(1)));
      }
    }
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of(
            METADATA.replace("\"ISSUER\"", "\"https://evil.example\""), "is called otherwise"),
        Arguments.of(METADATA.replace("ISSUER", "ISSUER/"), "is called otherwise"),
        Arguments.of(METADATA.replace("\"issuer\":\"ISSUER\",", ""), "is called otherwise"),
        Arguments.of(
            METADATA.replace("SERVER/token", "http://evil.example/canary"),
            "names a token_endpoint on 'evil.example', which"),
        Arguments.of(
            METADATA.replace("SERVER/token", "https://10.0.0.1/canary"),
            "names a token_endpoint on '10.0.0.1', which is not its own host. If it is the provider's, add '10.0.0.1' to allowedHosts."),
        Arguments.of(
            METADATA.replace("SERVER/token", "https://canary@127.0.0.1/"),
            "names a token_endpoint that holds a user name"),
        Arguments.of(
            METADATA.replace("SERVER/authorize", "javascript:canary()"),
            "names a authorization_endpoint that names no host"),
        Arguments.of(
            METADATA.replace("SERVER/revoke", "https://[canary"),
            "names a revocation_endpoint that is no address"),
        Arguments.of("<html>canary</html>", "answers with what is no JSON object"),
        Arguments.of("[" + METADATA + "]", "answers with what is no JSON object"),
        Arguments.of(
            "{\"a\":".repeat(60) + "1" + "}".repeat(60), "answers with what is no JSON object"),
        Arguments.of(
            METADATA.replace("{\"issuer\"", "{\"issuer\":\"canary\",\"issuer\""),
            "answers with what is no JSON object"),
        Arguments.of(
            METADATA.replace(
                "{\"issuer\"", "{\"pad\":\"" + "x".repeat(10_000_000) + "\",\"issuer\""),
            "could not be asked at"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void of_metadataThatCannotBeBelieved_isRefused(String metadata, String problem) throws Exception {
    try (var server = serving(RFC_8414, "", metadata)) {
      assertThat(message(server, "")).startsWith("acme.yaml:2 issuer: " + problem);
    }
  }

  @Test
  void of_documentOfTenMegabytes_isRefusedWithTheBound() throws Exception {
    try (var server = serving(RFC_8414, "", " ".repeat(10_000_000))) {
      assertThat(message(server, ""))
          .contains("longer than 1048576 bytes")
          .contains("Set endpoints.token and endpoints.authorization");
    }
  }

  @Test
  void of_metadataWithoutTokenEndpoint_saysWhatToSet() throws Exception {
    String metadata =
        METADATA.replace("\"token_endpoint\":\"SERVER/token\",", "").replace("SERVER/auth", "");
    try (var server =
        serving(RFC_8414, "", metadata.replace("\"authorization_endpoint\":\"orize\",", ""))) {
      assertThat(message(server, ""))
          .isEqualTo(
              """
              acme.yaml:1 endpoints.token: is not set, and the issuer does not name it. Set it.
              acme.yaml:1 endpoints.authorization: is not set, and the issuer does not name it. Set it.""");
    }
  }

  @Test
  void of_noBrowserIsSent_needsNoPageForConsent() throws Exception {
    String metadata = METADATA.replace("\"authorization_endpoint\":\"SERVER/authorize\",", "");
    String yaml = YAML.replace("redirectUri: https://app.example.com/callback\n", "");
    try (var server = serving(RFC_8414, "", metadata)) {
      String uri = server.uri("").toString();

      assertThat(ConfiguredProvider.of("a", yaml.replace("ISSUER", uri), SECRETS).authorization())
          .isNull();
    }
    try (var server = serving(RFC_8414, "", metadata.replace("token_endpoint", "other"))) {
      assertThat(message(yaml.replace("ISSUER", server.uri("").toString())))
          .isEqualTo(
              "acme.yaml:1 endpoints.token: is not set, and the issuer does not name it. Set it.");
    }
  }

  @Test
  void of_privateAddressOnAnAllowedHost_isRefusedUnlessAllowed() throws Exception {
    String metadata = METADATA.replace("SERVER/token", "https://192.168.7.7/token");
    try (var server = serving(RFC_8414, "", metadata)) {
      String allowed = "allowedHosts: [192.168.7.7]\n";

      assertThat(message(server, allowed))
          .startsWith("acme.yaml:1 endpoints.token: is on 192.168.7.7, which has the private");
      assertThat(read(server, "", allowed + "allowPrivateAddresses: true\n").endpoint().tokenUri())
          .isEqualTo(URI.create("https://192.168.7.7/token"));
    }
  }

  @Test
  void of_issuerOnAPrivateAddress_isNotAsked() {
    String yaml = YAML.replace("ISSUER", "https://169.254.169.254");

    assertThat(message(yaml)).startsWith("acme.yaml:2 issuer: is on 169.254.169.254, which has");
  }

  @Test
  void of_redirectsAndErrors_areNotFollowed() throws Exception {
    for (int status : List.of(302, 404, 500)) {
      try (var server =
          RawServer.start(
              request -> request.answer(status, "canary", "Location: /.well-known/elsewhere"))) {
        assertThat(message(server, ""))
            .startsWith("acme.yaml:2 issuer: answers with status " + status + " at http://127")
            .contains("redirects are not followed");
        assertThat(server.requests()).hasSize(2);
      }
    }
  }

  @Test
  void of_serverThatIsAway_saysWhichAddressAndWhatToDo() throws Exception {
    var server = RawServer.start(request -> {});
    server.close();
    server.closed().join();
    assertThat(message(server, ""))
        .startsWith("acme.yaml:2 issuer: could not be asked at " + server.uri(RFC_8414))
        .endsWith(
            "Set endpoints.token and endpoints.authorization, or start again when it answers.");
  }

  private static RawServer serving(String place, String path, String metadata) throws IOException {
    return RawServer.start(
        request -> {
          String host = request.head().replaceAll("(?is).*\r\nhost: (\\S+).*", "$1");
          String body =
              metadata
                  .replace("ISSUER", "http://" + host + path)
                  .replace("SERVER", "http://" + host);
          boolean here = request.head().startsWith("GET " + place + " ");
          request.answer(here ? 200 : 404, here ? body : "");
        });
  }

  private static ConfiguredProvider read(RawServer server, String path, String more) {
    String yaml = YAML.replace("ISSUER", server.uri(path).toString());
    return ConfiguredProvider.of("acme.yaml", yaml + more, SECRETS);
  }

  private static String message(RawServer server, String more) {
    return message(YAML.replace("ISSUER", server.uri("").toString()) + more);
  }

  private static String message(String yaml) {
    var thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfiguredProvider.of("acme.yaml", yaml, SECRETS));
    assertThat(thrown.getMessage()).doesNotContain("canary");
    return String.valueOf(thrown.getMessage());
  }
}
