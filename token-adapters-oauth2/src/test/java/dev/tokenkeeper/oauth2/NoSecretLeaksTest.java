package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that repeats what it was told does not make us repeat it. */
class NoSecretLeaksTest {
  private static final List<TokenRequest> REQUESTS =
      List.of(
          new TokenRequest.Refresh(Secret.of("canary/refresh+token")),
          new TokenRequest.Login("canary-user", Secret.of("canary password")),
          new TokenRequest.Mint(),
          new TokenRequest.Code(
              Endpoints.code("canary/code+"),
              URI.create("https://host/back"),
              Secret.of("canary/verifier")),
          new TokenRequest.IdentityToken(Endpoints.code("canary/identity")),
          new TokenRequest.Assertion(Secret.of("canary+assertion")),
          new TokenRequest.Revoke(Secret.of("canary/revoked"), TokenKind.REFRESH_TOKEN));

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: ";

  private interface Echo {
    void on(RawServer.Request request, String said) throws Exception;
  }

  static Stream<Arguments> cases() {
    Stream<Echo> echoes =
        Stream.of(
            (request, said) -> request.answer(400, error("invalid_grant", said)),
            (request, said) -> request.answer(401, error("invalid_client", said)),
            (request, said) -> request.answer(400, error(said, said)),
            (request, said) -> request.answer(400, error("odd", "you said " + said + "!")),
            (request, said) -> request.answer(400, error("odd", said.replace("", "\\u0000"))),
            (request, said) -> request.answer(400, error("odd", "x".repeat(150) + said)),
            (request, said) -> request.answer(200, "{\"x\":" + said),
            (request, said) -> request.answer(200, "{\"" + said + "\":1,\"" + said + "\":2}"),
            (request, said) -> request.answer(400, listed(said)),
            (request, said) -> request.answer(500, said),
            (request, said) -> request.answer(429, said, "Retry-After: " + said),
            (request, said) -> request.answer(302, said, "Location: http://x/" + said),
            (request, said) -> request.answer(200, said, "Content-Encoding: " + said),
            (request, said) -> last(request, "HTTP/1.1 " + said + "\r\n\r\n"),
            (request, said) -> last(request, said + "\r\n\r\n"),
            (request, said) -> last(request, "HTTP/1.1 200 OK\r\n" + said + "\r\n\r\n"),
            (request, said) -> last(request, OK + said + "\r\n\r\n"),
            (request, said) -> last(request, OK + "9999\r\n\r\n" + said));
    return echoes.flatMap(echo -> REQUESTS.stream().map(request -> Arguments.of(request, echo)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void send_secretsComeBack_areNotRepeated(TokenRequest request, Echo echo) throws Exception {
    for (boolean encoded : new boolean[] {true, false}) {
      try (var server = RawServer.start(arrived -> echo(echo, arrived, encoded))) {
        var settings =
            EndpointSettings.of(
                server.uri("/token"),
                server.uri("/revoke"),
                new ClientSettings("id", Secret.of("canary-client"), ClientAuthentication.BODY));
        var identity = new IdentityExchange(server.uri("/identity"), "token", Map.of());
        Outcome outcome =
            Endpoints.send(settings.withIdentity(identity).withHttp(Endpoints.PATIENT), request);

        assertThat(outcome.toString()).doesNotContain("canary", "anary");
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void send_basicHeaderComesBack_isNotRepeated() throws Exception {
    var settings = ClientSettings.basic("id", Secret.of("canary-client"));
    try (var server =
        RawServer.start(
            request -> {
              String basic = request.head().replaceAll("(?is).*basic (\\S+).*", "$1");
              request.answer(400, error("invalid_grant", "What is " + basic + "?"));
            })) {
      assertThat(
              Endpoints.send(
                  EndpointSettings.of(server.uri("/token"), null, settings),
                  new TokenRequest.Mint()))
          .isEqualTo(new Outcome.GrantRefused("invalid_grant"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"canary\"}\r\n\r\n",
        "HTTP/1.1 canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nca(nary: canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary\r\n\r\n"
      })
  void send_newTokenInTheWrongPlace_isNotQuoted(String answer) throws Exception {
    try (var server = RawServer.start(request -> last(request, answer))) {
      var settings = Endpoints.settings(server.uri("/token")).withHttp(Endpoints.PATIENT);
      assertThat(Endpoints.send(settings, Endpoints.REFRESH))
          .isInstanceOf(Outcome.Unknown.class)
          .satisfies(outcome -> assertThat(outcome.toString()).doesNotContain("canary"));
    }
  }

  @Test
  void of_controlCharactersAndLength_areTamed() {
    var wording = new Wording(List.of("hidden"));

    assertThat(wording.of("a\r\nb\u001b[31mc\u2028d\u202ee\u0000f")).isEqualTo("a b [31mc d e f");
    assertThat(wording.of("x".repeat(999))).hasSize(200).endsWith("…");
    assertThat(wording.of("it is hidden here")).isEmpty();
    assertThat(wording.of("it is hid\u200bden here")).isEmpty();
  }

  private static void echo(Echo echo, RawServer.Request request, boolean encoded) {
    try {
      // The whole body, or the one value that matters, in the clear.
      String body = request.body();
      String value =
          body.replaceAll(
              ".*(?:refresh_token|password|token|code|code_verifier|assertion|client_secret)=([^&]*canary[^&]*).*",
              "$1");
      echo.on(request, encoded ? body : URLDecoder.decode(value, UTF_8));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void last(RawServer.Request request, String raw) throws IOException {
    request.write(raw);
    request.close();
  }

  private static String listed(String said) {
    return "{\"errors\":[{\"errorCode\":\"%s\",\"message\":\"%s\"}]}".formatted(said, said);
  }

  private static String error(String code, String description) {
    return "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(code, description);
  }
}
