package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.PATIENT;
import static dev.tokenkeeper.oauth2.Endpoints.QUICK;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenkeeper.port.Outcome;
import feign.DefaultRetryer;
import feign.Feign;
import feign.RequestLine;
import feign.RetryableException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One request leaves for each send, counted at the socket, whatever goes wrong. */
@Timeout(20)
class SingleSendTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("close after read", RawServer.Request::close, Outcome.Unknown.class),
        fault("reset after read", RawServer.Request::reset, Outcome.Unknown.class),
        endless("no answer", request -> {}),
        fault("half a status line", half("HTTP/1.1 20"), Outcome.Unknown.class),
        fault("half the headers", half("HTTP/1.1 200 OK\r\nContent-"), Outcome.Unknown.class),
        fault("half the body", half(ok(400) + "{\"access_token\":"), Outcome.Unknown.class),
        endless("slow body", request -> request.write(ok(400) + "{")),
        fault("reset in the body", SingleSendTest::resetInBody, Outcome.Unknown.class),
        fault(
            "endless body",
            request -> request.write(ok(9999) + GRANT.repeat(90)),
            Outcome.Unknown.class),
        endless(
            "endless headers",
            request -> request.write("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(99_999))),
        endless(
            "endless chunks",
            request -> request.write(CHUNKED + "fff\r\n" + "x".repeat(4095) + "\r\n")),
        fault("half the chunks", half(CHUNKED + "9\r\n{\"access_"), Outcome.Unknown.class),
        fault(
            "chunks",
            request ->
                request.write(
                    CHUNKED
                        + Integer.toHexString(GRANT.length())
                        + "\r\n"
                        + GRANT
                        + "\r\n0\r\n\r\n"),
            Outcome.Granted.class),
        fault("not HTTP", request -> request.write("SSH-2.0-x\r\n\r\n"), Outcome.Unknown.class),
        endless("switching", answer(101, "")),
        fault("compressed", answer(200, GRANT, "Content-Encoding: gzip"), Outcome.Unknown.class),
        fault("301", redirect(301), Outcome.Unknown.class),
        fault("302", redirect(302), Outcome.Unknown.class),
        fault("303", redirect(303), Outcome.Unknown.class),
        fault("307", redirect(307), Outcome.Unknown.class),
        fault("308", redirect(308), Outcome.Unknown.class),
        fault(
            "401",
            answer(401, "", "WWW-Authenticate: Basic realm=\"x\""),
            Outcome.ClientRefused.class),
        fault(
            "407", answer(407, "", "Proxy-Authenticate: Basic realm=\"x\""), Outcome.Unknown.class),
        fault("408", answer(408, "", "Connection: close"), Outcome.Unknown.class),
        fault("421", answer(421, ""), Outcome.Unknown.class),
        fault("425", answer(425, ""), Outcome.Unknown.class),
        fault("429", answer(429, "", "Retry-After: 0"), Outcome.Throttled.class),
        fault("500", answer(500, ""), Outcome.Unknown.class),
        fault("502", answer(502, ""), Outcome.Unknown.class),
        fault("503", answer(503, "", "Retry-After: 0"), Outcome.Unknown.class),
        fault("504", answer(504, ""), Outcome.Unknown.class),
        fault("200", answer(200, GRANT), Outcome.Granted.class));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void send_whateverIsAnswered_leavesOnce(
      String name, RawServer.Script script, HttpSettings http, Class<? extends Outcome> outcome)
      throws Exception {
    try (var server = RawServer.start(script)) {
      var settings = Endpoints.settings(server.uri("/token")).withHttp(http);

      assertThat(Endpoints.send(settings, REFRESH)).isInstanceOf(outcome);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.heads()).isEqualTo(1);
    }
  }

  @Test
  void send_onConnectionThatDiesUnderIt_leavesOnce() throws Exception {
    try (var server = RawServer.start(SingleSendTest::onceThenClose)) {
      var endpoint = new OAuth2Endpoint(Endpoints.settings(server.uri("/token")));

      assertThat(Endpoints.send(endpoint, REFRESH)).isInstanceOf(Outcome.Granted.class);
      assertThat(Endpoints.send(endpoint, REFRESH)).isInstanceOf(Outcome.Unknown.class);
      assertThat(server.requests()).hasSize(2);
      assertThat(server.heads()).isEqualTo(2);
      assertThat(server.requests().get(1).channel()).isSameAs(server.requests().get(0).channel());
    }
  }

  /** The counter sees what it has to: the JDK repeats this GET on exactly such a connection. */
  @Test
  void control_jdkClientGetsOnConnectionThatDies_isCountedTwice() throws Exception {
    try (var server = RawServer.start(SingleSendTest::onceThenClose)) {
      var client = HttpClient.newHttpClient();
      var get = HttpRequest.newBuilder(server.uri("/token")).build();

      client.send(get, BodyHandlers.discarding());
      assertThat(server.heads()).isEqualTo(1);
      assertThat(catching(() -> client.send(get, BodyHandlers.discarding()))).isNotNull();
      assertThat(server.heads()).isEqualTo(3);
    }
  }

  @Test
  void control_httpUrlConnectionPosts_isCountedTwice() throws Exception {
    try (var server = RawServer.start(RawServer.Request::close)) {
      assertThat(catching(() -> post(server.uri("/token")))).isNotNull();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void control_feignWithARetryer_isCountedFiveTimes() throws Exception {
    interface Tokens {
      @RequestLine("POST /token")
      void post(String body);
    }
    try (var server = RawServer.start(RawServer.Request::close)) {
      var settings = Endpoints.settings(server.uri("/token")).http();
      var tokens =
          Feign.builder()
              .client(new SingleSend(settings))
              .retryer(new DefaultRetryer(1, 1, 5))
              .target(Tokens.class, server.uri("").toString());

      assertThat(catching(() -> tokens.post("x"))).isInstanceOf(RetryableException.class);
      assertThat(server.requests()).hasSize(5);
    }
  }

  private static Arguments fault(
      String name, RawServer.Script script, Class<? extends Outcome> outcome) {
    return Arguments.of(name, script, PATIENT, outcome);
  }

  private static Arguments endless(String name, RawServer.Script script) {
    return Arguments.of(name, script, QUICK, Outcome.Unknown.class);
  }

  private static RawServer.Script answer(int status, String body, String... headers) {
    return request -> request.answer(status, body, headers);
  }

  private static RawServer.Script redirect(int status) {
    return answer(status, "", "Location: /elsewhere");
  }

  private static RawServer.Script half(String written) {
    return request -> {
      request.write(written);
      request.close();
    };
  }

  private static void resetInBody(RawServer.Request request) throws IOException {
    request.write(ok(400) + "{\"access_token\":");
    request.reset();
  }

  private static void onceThenClose(RawServer.Request request) throws IOException {
    if (request.number() == 1) {
      request.answer(200, GRANT);
    } else {
      request.close();
    }
  }

  private static String ok(int length) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static int post(URI uri) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.getOutputStream().write('x');
    return connection.getResponseCode();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static Throwable catching(Action action) {
    return catchThrowable(action::run);
  }
}
