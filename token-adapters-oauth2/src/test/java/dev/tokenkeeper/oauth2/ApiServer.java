package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider's API that gives the statuses it was told, one a request, and remembers requests. */
final class ApiServer implements AutoCloseable {

  /** A request: its first line, its {@code Authorization} headers, its body. */
  record Seen(String line, List<String> authorization, String body) {}

  private final HttpServer server;
  private final Queue<Integer> statuses = new ArrayDeque<>();

  /** Done while a request is being answered. */
  volatile Runnable meanwhile = () -> {};

  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  ApiServer(Integer... statuses) throws IOException {
    this.statuses.addAll(List.of(statuses));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** The tokens that arrived, in order. */
  List<String> tokens() {
    return seen.stream()
        .flatMap(each -> each.authorization().stream())
        .map(value -> value.replaceFirst("^Bearer ", ""))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    List<String> authorization =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    String line = exchange.getRequestMethod() + ' ' + exchange.getRequestURI();
    seen.add(new Seen(line, authorization, body));
    meanwhile.run();
    int status = statuses.isEmpty() ? 200 : statuses.remove();
    byte[] said = ("answer " + seen.size()).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer realm=\"api\"");
    exchange.sendResponseHeaders(status, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
