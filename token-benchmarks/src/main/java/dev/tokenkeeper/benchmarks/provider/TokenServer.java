package dev.tokenkeeper.benchmarks.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * The provider's endpoints on the loopback interface: {@code /token/PROCESS} (RFC 6749 sections 4.3
 * and 6, the client by HTTP Basic) and {@code /truth}, which answers what is true about the
 * fingerprints in its body. Safe for use by many threads.
 */
final class TokenServer {
  private static final String CLIENT =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((Provider.CLIENT_ID + ":" + Provider.CLIENT_SECRET).getBytes(UTF_8));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Truth truth;
  private final Gate gate;
  private final Duration latency;
  private final Duration accessTokenLife;
  private final HttpServer http;

  TokenServer(Truth truth, Gate gate, Duration latency, Duration accessTokenLife)
      throws IOException {
    this.truth = truth;
    this.gate = gate;
    this.latency = latency;
    this.accessTokenLife = accessTokenLife;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/token/", this::token);
    http.createContext("/truth", this::truth);
  }

  /** Begins to answer and returns the port. */
  int start() {
    http.start();
    return http.getAddress().getPort();
  }

  private void token(HttpExchange exchange) throws IOException {
    try (exchange) {
      String process = exchange.getRequestURI().getPath().substring("/token/".length());
      Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      if (form.containsKey("refresh_token")) {
        gate.reach(Point.REQUEST_ARRIVED, process);
      }
      LockSupport.parkNanos(latency.toNanos() / 2);
      Answer answer = answer(exchange, form, process);
      reach(answer, Point.TOKEN_SPENT, process);
      LockSupport.parkNanos(latency.toNanos() / 2);
      send(exchange, answer, process);
    }
  }

  private record Answer(int status, String body, boolean spends) {}

  private Answer answer(HttpExchange exchange, Map<String, String> form, String process) {
    if (!CLIENT.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return refused(401, "invalid_client");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "password" -> answer(login(form), false);
      case "refresh_token" ->
          answer(truth.refresh(form.getOrDefault("refresh_token", ""), process), true);
      default -> refused(400, "unsupported_grant_type");
    };
  }

  private Optional<Truth.Pair> login(Map<String, String> form) {
    String user = form.getOrDefault("username", "");
    return Provider.password(user).equals(form.get("password"))
        ? Optional.of(truth.login(user))
        : Optional.empty();
  }

  private Answer answer(Optional<Truth.Pair> pair, boolean spends) {
    return pair.map(each -> new Answer(200, body(each), spends))
        .orElseGet(() -> refused(400, "invalid_grant"));
  }

  private String body(Truth.Pair pair) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"refresh_token\":\"%s\"}"
        .formatted(pair.access(), accessTokenLife.toSeconds(), pair.refresh());
  }

  private static Answer refused(int status, String error) {
    return new Answer(status, "{\"error\":\"%s\"}".formatted(error), false);
  }

  private void send(HttpExchange exchange, Answer answer, String process) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(answer.status(), body.length);
    OutputStream out = exchange.getResponseBody();
    out.flush();
    reach(answer, Point.HEADERS_SENT, process);
    out.write(body, 0, body.length / 2);
    out.flush();
    reach(answer, Point.MID_BODY, process);
    out.write(body, body.length / 2, body.length - body.length / 2);
    out.flush();
    reach(answer, Point.BODY_SENT, process);
  }

  /** Nobody waits for a refusal or a login: these points are about tokens that are spent. */
  private void reach(Answer answer, Point point, String process) {
    if (answer.spends()) {
      gate.reach(point, process);
    }
  }

  private void truth(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      List<TokenFacts> facts =
          asked.isEmpty() ? truth.facts() : truth.facts(List.of(asked.split(",", -1)));
      byte[] body = JSON.writeValueAsBytes(facts);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> fields = new HashMap<>();
    Arrays.stream(body.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(
            pair ->
                fields.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8)));
    return fields;
  }
}
