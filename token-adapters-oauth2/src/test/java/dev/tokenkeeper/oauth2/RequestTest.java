package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.port.TokenRequest.Revoke.Hint;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written on the wire. */
class RequestTest {
  private static final Secret SECRET = Secret.of("s:e+c r&t");

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(
            new TokenRequest.Refresh(Secret.of("r+t/=")),
            "audience=api&grant_type=refresh_token&refresh_token=r%2Bt%2F%3D"),
        Arguments.of(
            new TokenRequest.Login("ada@example.com", Secret.of("p&w=ö")),
            "audience=api&grant_type=password&username=ada%40example.com"
                + "&password=p%26w%3D%C3%B6&scope=a%2Cb"),
        Arguments.of(
            new TokenRequest.Mint(), "audience=api&grant_type=client_credentials&scope=a%2Cb"),
        Arguments.of(
            new TokenRequest.Revoke(Secret.of("rt"), Hint.REFRESH_TOKEN),
            "token=rt&token_type_hint=refresh_token"),
        Arguments.of(
            new TokenRequest.Revoke(Secret.of("at"), Hint.ACCESS_TOKEN),
            "token=at&token_type_hint=access_token"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void send_eachRequest_writesItsForm(TokenRequest request, String body) throws Exception {
    var dialect = new Dialect("a b", ",", Map.of("audience", "api"), Set.of());
    assertThat(sent(ClientSettings.basic("id", SECRET), dialect, request).body()).isEqualTo(body);
  }

  @Test
  void send_basic_authenticatesInTheHeaderAlone() throws Exception {
    var request = sent(ClientSettings.basic("id", SECRET));

    assertThat(authorization(request)).containsExactly("id:s:e+c r&t");
    assertThat(request.body()).doesNotContain("client");
  }

  @Test
  void send_basicToTheLetter_encodesFirst() throws Exception {
    var client = new ClientSettings("i:d", SECRET, ClientAuthentication.BASIC_RFC6749);

    assertThat(authorization(sent(client))).containsExactly("i%3Ad:s%3Ae%2Bc+r%26t");
  }

  @Test
  void send_body_authenticatesInTheBodyAlone() throws Exception {
    var request = sent(new ClientSettings("id", SECRET, ClientAuthentication.BODY));

    assertThat(authorization(request)).isEmpty();
    assertThat(request.body()).startsWith("client_id=id&client_secret=s%3Ae%2Bc+r%26t&");
  }

  @Test
  void send_publicClient_namesItselfAndHasNoAuthorization() throws Exception {
    var request = sent(ClientSettings.publicClient("id"));

    assertThat(authorization(request)).isEmpty();
    assertThat(request.body()).startsWith("client_id=id&").doesNotContain("secret");
  }

  @Test
  void send_anything_asksForPlainJson() throws Exception {
    assertThat(sent(ClientSettings.publicClient("id")).head())
        .startsWith("POST /token HTTP/1.1\r\n")
        .containsIgnoringCase("\r\naccept: application/json")
        .containsIgnoringCase("\r\naccept-encoding: identity")
        .containsIgnoringCase("\r\ncontent-type: application/x-www-form-urlencoded")
        .containsIgnoringCase("\r\nuser-agent: token-keeper")
        .doesNotContainIgnoringCase("upgrade")
        .doesNotContainIgnoringCase("transfer-encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/o/token/", "/token?tenant=a%2Fb&x={y}", "/%7Bx%7D/a%2Fb", "/a//b", "/a+b"})
  void send_anyAddress_isLeftAsItIs(String path) throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      String uri = path.replace("{", "%7B").replace("}", "%7D");
      Endpoints.send(Endpoints.settings(server.uri(uri)), REFRESH);
      assertThat(server.requests().get(0).head()).startsWith("POST " + uri + " HTTP/1.1\r\n");
    }
  }

  @Test
  void send_anything_hasNoSecretInItsHead() throws Exception {
    var login = new TokenRequest.Login("ada", Secret.of("canary-password"));
    var client = new ClientSettings("id", Secret.of("canary-s"), ClientAuthentication.BODY);

    assertThat(sent(client, Dialect.STANDARD, login).head()).doesNotContain("canary");
  }

  private static RawServer.Request sent(ClientSettings client) throws Exception {
    return sent(client, Dialect.STANDARD, REFRESH);
  }

  private static RawServer.Request sent(
      ClientSettings client, Dialect dialect, TokenRequest request) throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      var settings =
          new EndpointSettings(
              server.uri("/token"),
              server.uri("/revoke"),
              client,
              dialect,
              HttpSettings.DEFAULT,
              ResilienceSettings.DEFAULT);
      Endpoints.send(settings, request);
      return server.requests().get(0);
    }
  }

  private static List<String> authorization(RawServer.Request request) {
    return request
        .head()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("authorization: basic "))
        .map(line -> line.substring("authorization: basic ".length()))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8))
        .toList();
  }
}
