package com.example.harbour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.TestCipher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The odd rule, seen from the harbour. */
class HarbourTest {
  private static final String TOKENS =
      "{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"token_type\":\"Bearer\",\"expires_in\":600}";

  private final List<String> log = new CopyOnWriteArrayList<>();
  private HttpServer harbour;

  @BeforeEach
  void open() throws IOException {
    harbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    harbour.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          log.add(exchange.getRequestMethod() + ' ' + path + (path.equals("/token") ? "" : ' ' + body));
          byte[] answer = TOKENS.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    harbour.start();
  }

  @AfterEach
  void close() {
    harbour.stop(0);
  }

  @Test
  void token_ofANewSession_isServedOnceItHasABerth() {
    var ada = AuthorizationId.of("harbour", "ada");
    try (TokenKeeper keeper = keeper()) {
      keeper.journeys().login(ada, UserLogin.kept("ada", Secret.of("password")));
      assertEquals("Bearer at", keeper.accessToken(ada).bearer());
    }
    assertEquals(List.of("POST /token", "PUT /session/berth {\"berth\":\"any\"}"), log);
  }

  private TokenKeeper keeper() {
    URI server = URI.create("http://127.0.0.1:" + harbour.getAddress().getPort());
    var http = new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024);
    var client = ClientSettings.basic("app", Secret.of("secret"));
    var settings = new HarbourSettings(server.resolve("/token"), server, client, http);
    var store = new InMemoryAuthorizationStore(Clock.systemUTC());
    return TokenKeeper.builder()
        .provider(new HarbourModule(settings).provider())
        .store(store)
        .directory(store)
        .journeys(new InMemoryJourneyStore())
        .cipher(new TestCipher())
        .build();
  }
}
