package dev.tokenkeeper.server.longrun;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token endpoint that can be away, and notes who comes when. */
final class AwayProvider implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("refresh_token=rt-(\\d+)");

  private final MovableClock clock;
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean away;
  private final Map<Integer, Instant> served = new HashMap<>();

  AwayProvider(MovableClock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }

  void away(boolean value) {
    away = value;
  }

  int requests() {
    return requests.get();
  }

  /** When each user got new tokens, by the number in the refresh token. */
  synchronized Map<Integer, Instant> served() {
    return Map.copyOf(served);
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.incrementAndGet();
    byte[] answer = away ? new byte[0] : granted(form).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(away ? 503 : 200, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized String granted(String form) {
    Matcher token = TOKEN.matcher(form);
    int user = token.find() ? Integer.parseInt(token.group(1)) : -1;
    served.put(user, clock.instant());
    return "{\"access_token\":\"at-new\",\"refresh_token\":\"rt-new\",\"expires_in\":36000}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
