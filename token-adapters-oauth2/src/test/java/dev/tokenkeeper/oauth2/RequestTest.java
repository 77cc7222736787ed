package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.IDENTITY;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written on the wire. */
class RequestTest {
  private static final Secret SECRET = Secret.of("s:e+c r&t");
  private static final URI BACK = URI.create("https://host/back?a=%20b&c");

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of(
            new TokenRequest.Refresh(Secret.of("r+t/=")),
            "audience=api&redirect_uri=https%3A%2F%2Fhost%2Fback&grant_type=refresh_token"
                + "&refresh_token=r%2Bt%2F%3D"),
        Arguments.of(
            new TokenRequest.Code(Endpoints.code("c/ö+="), BACK, Secret.of("v-._~")),
            "audience=api&grant_type=authorization_code&code=c%2F%C3%B6%2B%3D"
                + "&redirect_uri=https%3A%2F%2Fhost%2Fback%3Fa%3D%2520b%26c&code_verifier=v-._%7E"),
        Arguments.of(
            new TokenRequest.Code(Endpoints.code("c"), URI.create("app:/back"), null),
            "audience=api&grant_type=authorization_code&code=c&redirect_uri=app%3A%2Fback"),
        Arguments.of(
            new TokenRequest.Assertion(Secret.of("e30.e30.s-_")),
            "audience=api&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
                + "&assertion=e30.e30.s-_&scope=a%2Cb"),
        Arguments.of(IDENTITY, "user_consent_captured=true&token=i%2Fd"),
        Arguments.of(
            new TokenRequest.Login("ada@example.com", Secret.of("p&w=ö")),
            "audience=api&grant_type=password&username=ada%40example.com"
                + "&password=p%26w%3D%C3%B6&scope=a%2Cb"),
        Arguments.of(
            new TokenRequest.Mint(), "audience=api&grant_type=client_credentials&scope=a%2Cb"),
        Arguments.of(
            new TokenRequest.Revoke(Secret.of("rt"), TokenKind.REFRESH_TOKEN),
            "token=rt&token_type_hint=refresh_token"),
        Arguments.of(
            new TokenRequest.Revoke(Secret.of("at"), TokenKind.ACCESS_TOKEN),
            "token=at&token_type_hint=access_token"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void send_eachRequest_writesItsForm(TokenRequest request, String body) throws Exception {
    var dialect =
        Dialect.STANDARD
            .withScope("a b")
            .withScopeSeparator(",")
            .withExtraParameters(Map.of("audience", "api"))
            .withRefreshParameters(Map.of("redirect_uri", "https://host/back"));
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

  static Stream<TokenRequest> requestsOfEachKind() {
    return requests().map(each -> (TokenRequest) each.get()[0]);
  }

  @ParameterizedTest
  @MethodSource("requestsOfEachKind")
  void send_publicClientAndAnyRequest_hasNoAuthorizationHeader(TokenRequest request)
      throws Exception {
    var sent = sent(ClientSettings.publicClient("i d"), Dialect.STANDARD, request);

    assertThat(sent.head()).doesNotContainIgnoringCase("\r\nauthorization:");
    assertThat(sent.body()).startsWith("client_id=i+d&").doesNotContain("client_secret");
  }

  @Test
  void send_eachRequest_goesToItsEndpoint() throws Exception {
    assertThat(requestsOfEachKind().map(RequestTest::path).distinct())
        .containsExactly("POST /token", "POST /identity", "POST /revoke");
    assertThat(path(IDENTITY)).isEqualTo("POST /identity");
    assertThat(path(REFRESH)).isEqualTo("POST /token");
  }

  @Test
  void send_identityToken_authenticatesLikeATokenRequest() throws Exception {
    var sent = sent(ClientSettings.basic("id", SECRET), Dialect.STANDARD, IDENTITY);

    assertThat(authorization(sent)).containsExactly("id:s:e+c r&t");
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
          EndpointSettings.of(server.uri("/token"), server.uri("/revoke"), client)
              .withDialect(dialect)
              .withIdentity(
                  new IdentityExchange(
                      server.uri("/identity"), "token", Map.of("user_consent_captured", "true")));
      Endpoints.send(settings, request);
      return server.requests().get(0);
    }
  }

  private static String path(TokenRequest request) {
    try {
      return sent(ClientSettings.publicClient("id"), Dialect.STANDARD, request)
          .head()
          .replaceAll("(?s) HTTP/.*", "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
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
