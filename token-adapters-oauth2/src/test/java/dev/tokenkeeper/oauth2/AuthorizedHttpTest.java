package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.KeptApi.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.port.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorizedHttpTest extends AuthorizedClientContract {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Override
  Answer send(KeptApi api, AuthorizationId id, String uri, String... header) throws Exception {
    URI target = uri.startsWith("/") ? api.uri(uri) : URI.create(uri);
    var request =
        HttpRequest.newBuilder(target)
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString("said"));
    if (header.length > 0) {
      request.headers(header);
    }
    var answer =
        new AuthorizedHttp(HTTP, api.keeper).send(id, request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  @ParameterizedTest
  @EnumSource(names = {"NORMAL", "ALWAYS"})
  void new_clientThatFollowsRedirects_isRefused(Redirect redirect) throws Exception {
    var following = HttpClient.newBuilder().followRedirects(redirect).build();
    try (var api = new KeptApi()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> new AuthorizedHttp(following, api.keeper))
          .withMessageContaining("Redirect.NEVER");
    }
  }

  @Test
  void send_request_isLeftAsItIsOtherwise() throws Exception {
    try (var api = new KeptApi()) {
      var request = HttpRequest.newBuilder(api.uri("/a?b=%20c")).header("X-A", "b").build();
      var answer =
          new AuthorizedHttp(HTTP, api.keeper).send(ADA, request, BodyHandlers.discarding());
      assertThat(answer.request().headers().allValues("X-A")).containsExactly("b");
      assertThat(api.server.seen().get(0).line()).isEqualTo("GET /a?b=%20c");
      assertThat(request.headers().firstValue("Authorization")).isEmpty();
    }
  }

  @Test
  void send_answerThatNobodyReads_isClosed() throws Exception {
    List<InputStream> closed = new ArrayList<>();
    try (var api = new KeptApi(401)) {
      send(api, noting(closed));
      assertThat(closed).hasSize(1);
    }
    try (var api = new KeptApi(401)) {
      api.tokens.answer(new Outcome.GrantRefused("invalid_grant"));
      assertThatThrownBy(() -> send(api, noting(closed)))
          .isInstanceOf(ReauthorizationRequiredException.class);
      assertThat(closed).hasSize(2);
    }
  }

  @Test
  void send_linesThatNobodyReads_areClosed() throws Exception {
    List<String> closed = new ArrayList<>();
    BodyHandler<Stream<String>> lines =
        info -> BodySubscribers.replacing(Stream.of("").onClose(() -> closed.add("")));
    try (var api = new KeptApi(401)) {
      send(api, lines);
      assertThat(closed).hasSize(1);
    }
  }

  private static void send(KeptApi api, BodyHandler<?> handler) throws Exception {
    var request = HttpRequest.newBuilder(api.uri("/a")).build();
    new AuthorizedHttp(HTTP, api.keeper).send(ADA, request, handler);
  }

  private static BodyHandler<InputStream> noting(List<InputStream> closed) {
    return info ->
        BodySubscribers.replacing(
            new ByteArrayInputStream(new byte[0]) {
              @Override
              public void close() {
                closed.add(this);
              }
            });
  }
}
