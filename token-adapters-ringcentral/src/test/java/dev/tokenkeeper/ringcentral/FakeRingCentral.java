package dev.tokenkeeper.ringcentral;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers every request with what a test has laid ready, and remembers what it was asked. */
final class FakeRingCentral implements AutoCloseable {

  /** A request; {@code authorization} is null where there is no such header. */
  record Request(String line, @Nullable String authorization, String body) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "";
  private volatile Map<String, String> headers = Map.of();

  private FakeRingCentral() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  static FakeRingCentral start() throws IOException {
    return new FakeRingCentral();
  }

  FakeRingCentral answering(int newStatus, String newBody) {
    return answering(newStatus, newBody, Map.of());
  }

  FakeRingCentral answering(int newStatus, String newBody, Map<String, String> newHeaders) {
    status = newStatus;
    body = newBody;
    headers = newHeaders;
    return this;
  }

  RingCentralSettings.Builder settings() {
    return RingCentralSettings.builder("app", Secret.of("app-secret"))
        .server(server())
        .redirectUri(URI.create("https://host.example.com/callback"));
  }

  RingCentralSettings.Builder publicSettings() {
    return RingCentralSettings.publicClient("app")
        .server(server())
        .redirectUri(URI.create("https://host.example.com/callback"));
  }

  RingCentralJwtSettings.Builder jwtSettings() {
    return RingCentralJwtSettings.builder("app", Secret.of("app-secret"))
        .server(server())
        .serviceAccount("billing", Secret.of("eyJ.fake.jwt"));
  }

  URI server() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
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
      requests.add(
          new Request(
              exchange.getRequestMethod() + ' ' + exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
