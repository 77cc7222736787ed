package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiResourceTest {
  private static final Map<String, String> JSON = Map.of("name", "acme \"ö\"");

  @Test
  void put_token_sendsJsonAsItsBearer() throws Exception {
    try (var server = RawServer.answering(204, "")) {
      assertThat(put(server.uri("/api/Network"), "at{1}")).hasValue(204);
      var request = server.requests().get(0);
      assertThat(request.head())
          .startsWith("PUT /api/Network HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nauthorization: Bearer at{1}")
          .containsIgnoringCase("\r\ncontent-type: application/json");
      assertThat(new String(request.body().getBytes(ISO_8859_1), UTF_8))
          .isEqualTo("{\"name\":\"acme \\\"ö\\\"\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 302, 307, 308, 400, 401, 403, 404, 410, 429, 500, 503})
  void put_anyStatus_isReportedAndNothingIsSentAgain(int status) throws Exception {
    try (var server = RawServer.answering(status, "", "Location: /x", "Retry-After: 0")) {
      assertThat(put(server.uri("/"), "at")).hasValue(status);
      assertThat(server.heads()).isEqualTo(1);
    }
  }

  @Test
  void put_noAnswer_isEmpty() throws Exception {
    try (var server = RawServer.start(RawServer.Request::close)) {
      assertThat(put(server.uri("/"), "at")).isEmpty();
      assertThat(server.heads()).isEqualTo(1);
    }
  }

  @Test
  void put_endlessAnswer_isEmpty() throws Exception {
    try (var server = RawServer.answering(200, "x".repeat(999_999))) {
      assertThat(put(server.uri("/"), "at")).isEmpty();
    }
  }

  @Test
  void put_tokenThatNoHeaderMayHold_isEmptyAndSaysNothing() throws Exception {
    try (var server = RawServer.answering(204, "")) {
      assertThat(put(server.uri("/"), "canary\r\nX-Header: 1")).isEmpty();
      assertThat(server.heads()).isZero();
    }
  }

  @Test
  void get_token_asksWithoutABody() throws Exception {
    try (var server = RawServer.answering(200, "{\"id\":7}")) {
      assertThat(resource(server, "/api/me").get(token("at{1}")))
          .contains(new ApiAnswer(200, Map.of("id", 7)));
      var request = server.requests().get(0);
      assertThat(request.head())
          .startsWith("GET /api/me HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nauthorization: Bearer at{1}")
          .containsIgnoringCase("\r\naccept: application/json");
      assertThat(request.body()).isEmpty();
    }
  }

  @Test
  void getAndPost_client_authenticateAsOurselves() throws Exception {
    String basic = "\r\nauthorization: Basic aWQ6cyZjcmV0";
    try (var server = RawServer.answering(201, "{\"token\":\"t\"}")) {
      assertThat(resource(server, "/verification").post(Map.of("user_id", "u-1")))
          .contains(new ApiAnswer(201, Map.of("token", "t")));
      assertThat(resource(server, "/users").get()).isPresent();
      assertThat(server.requests().get(0).head())
          .startsWith("POST /verification HTTP/1.1\r\n")
          .containsIgnoringCase(basic)
          .containsIgnoringCase("\r\ncontent-type: application/json");
      assertThat(server.requests().get(0).body()).isEqualTo("{\"user_id\":\"u-1\"}");
      assertThat(server.requests().get(1).head())
          .startsWith("GET /users HTTP/1.1\r\n")
          .containsIgnoringCase(basic);
    }
  }

  @Test
  void getAndPost_noClient_areRefused() throws Exception {
    try (var server = RawServer.answering(200, "{}")) {
      var resource = new ApiResource(server.uri("/"), HttpSettings.DEFAULT);
      assertThatIllegalStateException().isThrownBy(resource::get);
      assertThatIllegalStateException().isThrownBy(() -> resource.post(Map.of()));
      assertThat(server.heads()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 404, 429, 500})
  void get_anyStatus_isReportedAndNothingIsSentAgain(int status) throws Exception {
    try (var server = RawServer.answering(status, "{\"a\":null}", "Location: /x")) {
      assertThat(resource(server, "/").get(token("at"))).contains(new ApiAnswer(status, Map.of()));
      assertThat(resource(server, "/").post(Map.of())).contains(new ApiAnswer(status, Map.of()));
      assertThat(server.heads()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[1]", "null", "7", "{", "{}x", "{\"a\":1,\"a\":2}"})
  void get_noJsonObject_hasNoFields(String body) throws Exception {
    try (var server = RawServer.answering(200, body)) {
      assertThat(resource(server, "/").get()).contains(new ApiAnswer(200, Map.of()));
    }
  }

  @Test
  void get_jsonObject_isReadAsJavaHasIt() throws Exception {
    String body =
        "{\"text\":\"t\",\"whole\":400129284008,\"yes\":true,\"list\":[1,null],\"in\":{\"a\":\"b\"}}";
    try (var server = RawServer.answering(200, body)) {
      ApiAnswer answer = resource(server, "/").get().orElseThrow();
      assertThat(answer.json())
          .containsEntry("yes", true)
          .containsEntry("list", Arrays.asList(1, null))
          .containsEntry("in", Map.of("a", "b"));
      assertThat(answer.text("text")).contains("t");
      assertThat(answer.text("whole")).contains("400129284008");
      assertThat(answer.text("in")).isEmpty();
      assertThat(answer.text("missing")).isEmpty();
    }
  }

  @Test
  void get_noWholeAnswer_isEmpty() throws Exception {
    try (var silent = RawServer.start(RawServer.Request::close);
        var endless = RawServer.answering(200, "x".repeat(999_999))) {
      assertThat(resource(silent, "/").post(Map.of())).isEmpty();
      assertThat(resource(endless, "/").get(token("at"))).isEmpty();
      assertThat(resource(endless, "/").get(token("canary\r\nX: 1"))).isEmpty();
    }
  }

  @Test
  void toString_answer_showsNoneOfIt() {
    assertThat(new ApiAnswer(200, Map.of("token", "canary"))).hasToString("ApiAnswer[200]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "ada ada",
        "a/b a%2Fb",
        "../b ..%2Fb",
        "... ...",
        "%2e%2e %252e%252e",
        "a+b a%2Bb",
        "'a b' a%20b",
        "a?b=c&d#e a%3Fb%3Dc%26d%23e",
        "a;b,c:d@e a%3Bb%2Cc%3Ad%40e",
        "a\\b a%5Cb",
        "{x}*~ %7Bx%7D%2A~",
        "ö😀 %C3%B6%F0%9F%98%80"
      })
  void at_anySubject_staysOneSegment(String segment, String written) throws Exception {
    try (var server = RawServer.answering(200, "{}")) {
      for (String base : List.of("/api", "/api/")) {
        resource(server, base).at(segment).get();
      }
      resource(server, "/api?v=%20").at(segment).at("x").get();
      resource(server, "").at(segment).get();
      assertThat(server.requests())
          .extracting(request -> request.head().split(" ")[1])
          .containsExactly(
              "/api/" + written, "/api/" + written, "/api/" + written + "/x?v=%20", "/" + written);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "half \ud83d"})
  void at_whatIsNoSegment_isRefused(String segment) throws Exception {
    try (var server = RawServer.answering(200, "{}")) {
      var resource = resource(server, "/api");
      assertThatIllegalArgumentException().isThrownBy(() -> resource.at(segment));
    }
  }

  private static ApiResource resource(RawServer server, String path) {
    var client = ClientSettings.basic("id", Secret.of("s&cret"));
    return new ApiResource(server.uri(path), client, HttpSettings.DEFAULT);
  }

  private static OptionalInt put(URI uri, String token) {
    return new ApiResource(uri, HttpSettings.DEFAULT).put(token(token), JSON);
  }

  private static AccessToken token(String value) {
    return Endpoints.accessToken(AuthorizationId.of("bsn", "ada"), value);
  }
}
