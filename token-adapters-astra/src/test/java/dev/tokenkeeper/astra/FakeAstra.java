package dev.tokenkeeper.astra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Answers every request with what a test has laid ready, and remembers what it was asked. */
final class FakeAstra implements AutoCloseable {
  static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("app:app-secret".getBytes(UTF_8));
  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded";
  static final URI CALLBACK = URI.create("https://host.example.com/callback/astra");

  /** A request. */
  record Request(String line, String authorization, String type, String body) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "";

  private FakeAstra() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static FakeAstra start() throws IOException {
    return new FakeAstra();
  }

  /** A token that nobody has to have issued. */
  static AccessToken token(String value) {
    return new AccessToken(
        AuthorizationId.of("astra", "ada"),
        1,
        1,
        Secret.of(value),
        "bearer",
        null,
        Lifetime.of(MovableClock.START, Duration.ofHours(2)),
        MovableClock.START.plusSeconds(60));
  }

  FakeAstra answering(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
    return this;
  }

  AstraSettings.Builder settings() {
    return AstraSettings.builder("app", Secret.of("app-secret"), CALLBACK)
        .apiUri(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1"));
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = header(exchange, "Content-Type");
      String said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod() + ' ' + exchange.getRequestURI(),
              header(exchange, "Authorization"),
              type,
              type.equals(FORM) ? sorted(said) : said));
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** The order of a form's fields says nothing. */
  private static String sorted(String form) {
    return Stream.of(form.split("&", -1)).sorted().collect(joining("&"));
  }

  private static String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getOrDefault(name, List.of("")).get(0);
  }
}
