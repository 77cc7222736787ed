package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.KeptApi.ADA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ForeignHostException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.port.Outcome;
import feign.Client;
import feign.DefaultClient;
import feign.Feign;
import feign.FeignException;
import feign.Request;
import feign.Request.HttpMethod;
import feign.RequestLine;
import feign.Response;
import feign.Util;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizedFeignTest extends AuthorizedClientContract {
  private static final Client JDK = new DefaultClient(null, null);
  private static final Request.Options FOLLOWING =
      new Request.Options(Duration.ofSeconds(10), Duration.ofSeconds(20), true);

  /** Set by nobody. */
  private static final ThreadLocal<AuthorizationId> WHOSE = new ThreadLocal<>();

  private interface Api {
    @RequestLine("POST /a")
    String post(String body);
  }

  @Override
  Answer send(KeptApi api, AuthorizationId id, String uri, String... header) throws Exception {
    var client = new AuthorizedFeign(JDK, api.keeper, () -> id);
    String target = uri.startsWith("/") ? api.uri(uri).toString() : uri;
    try (Response answer = client.execute(request(target, header), FOLLOWING)) {
      String body = answer.body() == null ? "" : Util.toString(answer.body().asReader(UTF_8));
      return new Answer(answer.status(), body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost%2e:PORT/",
        "http://localhost_:PORT/",
        "http://127.0.0.1.:PORT/",
        "http:///localhost:PORT/",
        "//localhost:PORT/",
        "/a"
      })
  void execute_noHostToBeSeen_isRefusedAndNotSent(String uri) throws Exception {
    try (var api = new KeptApi()) {
      String odd = uri.replace("PORT", "" + api.server.port());
      assertThatThrownBy(() -> execute(api, odd)).isInstanceOf(ForeignHostException.class);
      assertThat(api.server.seen()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:PORT\\@127.0.0.1:PORT/",
        "http://localhost:PORT /",
        "http://{a}/"
      })
  void execute_noAddress_isRefusedAndNotSent(String uri) throws Exception {
    try (var api = new KeptApi()) {
      String odd = uri.replace("PORT", "" + api.server.port());
      assertThatIllegalArgumentException().isThrownBy(() -> execute(api, odd));
      assertThat(api.server.seen()).isEmpty();
    }
  }

  @Test
  void execute_anyOptions_followsNoRedirectAndKeepsTheRest() throws Exception {
    List<Request.Options> options = new ArrayList<>();
    Client noting =
        (request, given) -> {
          options.add(given);
          return answer(request, 200, new ArrayList<>());
        };
    try (var api = new KeptApi()) {
      execute(noting, api);
    }
    assertThat(options.get(0).isFollowRedirects()).isFalse();
    assertThat(options.get(0).connectTimeoutMillis()).isEqualTo(10_000);
    assertThat(options.get(0).readTimeoutMillis()).isEqualTo(20_000);
  }

  @Test
  void execute_answerThatNobodyReads_isClosedBeforeTheNext() throws Exception {
    List<String> happened = new ArrayList<>();
    Client noting =
        (request, given) -> {
          happened.add("sent");
          return answer(request, 401, happened);
        };
    try (var api = new KeptApi()) {
      execute(noting, api);
      assertThat(happened).containsExactly("sent", "closed", "sent", "closed");
    }
    try (var api = new KeptApi()) {
      happened.clear();
      api.tokens.answer(new Outcome.GrantRefused("invalid_grant"));
      assertThatThrownBy(() -> execute(noting, api))
          .isInstanceOf(ReauthorizationRequiredException.class);
      assertThat(happened).containsExactly("sent", "closed");
    }
  }

  @Test
  void execute_answer_namesTheRequestAsItWasGiven() throws Exception {
    try (var api = new KeptApi(401)) {
      var request = request(api.uri("/a").toString());
      try (Response answer =
          new AuthorizedFeign(JDK, api.keeper, () -> ADA).execute(request, FOLLOWING)) {
        assertThat(answer.request()).isSameAs(request);
        assertThat(request.headers()).isEmpty();
      }
    }
  }

  @Test
  void execute_throughFeign_showsItsExceptionsNoToken() throws Exception {
    try (var api = new KeptApi(500)) {
      Api feign =
          Feign.builder()
              .client(new AuthorizedFeign(JDK, api.keeper, () -> ADA))
              .target(Api.class, api.uri("").toString());
      assertThatExceptionOfType(FeignException.class)
          .isThrownBy(() -> feign.post("said"))
          .satisfies(e -> assertThat(e.request().headers()).doesNotContainKey("Authorization"))
          .satisfies(e -> assertThat(e.request().toString()).doesNotContain("at-ada"));
      assertThat(feign.post("said")).isEqualTo("answer 2");
      assertThat(api.server.tokens()).containsExactly("at-ada", "at-ada");
    }
  }

  @Test
  void execute_nobodysRequest_isRefusedAndNotSent() throws Exception {
    try (var api = new KeptApi()) {
      var client = new AuthorizedFeign(JDK, api.keeper, WHOSE::get);
      assertThatThrownBy(() -> client.execute(request(api.uri("/").toString()), FOLLOWING))
          .isInstanceOf(NullPointerException.class)
          .hasMessageContaining("whose");
      assertThat(api.server.seen()).isEmpty();
    }
  }

  private static void execute(KeptApi api, String uri) throws Exception {
    new AuthorizedFeign(JDK, api.keeper, () -> ADA).execute(request(uri), FOLLOWING).close();
  }

  private static void execute(Client delegate, KeptApi api) throws Exception {
    var request = request(api.uri("/a").toString());
    new AuthorizedFeign(delegate, api.keeper, () -> ADA).execute(request, FOLLOWING).close();
  }

  private static Request request(String uri, String... header) {
    Map<String, Collection<String>> headers = new HashMap<>();
    if (header.length > 0) {
      headers.put(header[0], List.of(header[1]));
    }
    return Request.create(HttpMethod.POST, uri, headers, "said".getBytes(UTF_8), UTF_8, null);
  }

  private static Response answer(Request request, int status, List<String> happened) {
    var body =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            happened.add("closed");
          }
        };
    return Response.builder().request(request).status(status).body(body, 0).build();
  }
}
