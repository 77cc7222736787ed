package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static OptionalInt put(URI uri, String token) {
    return new ApiResource(uri, HttpSettings.DEFAULT).put(token(token), JSON);
  }

  private static AccessToken token(String value) {
    Instant now = Instant.parse("2026-11-21T00:00:00Z");
    return new AccessToken(
        AuthorizationId.of("bsn", "ada"),
        1,
        1,
        Secret.of(value),
        "Bearer",
        null,
        Lifetime.of(now, Duration.ofMinutes(5)),
        now.plusSeconds(200));
  }
}
