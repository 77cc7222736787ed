package dev.tokenkeeper.benchmarks.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Point;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenServerTest {
  private static final String LOGIN = "grant_type=password&username=ada&password=password+of+ada";

  private final BlockingQueue<String> reached = new LinkedBlockingQueue<>();
  private final Gate gate = new Gate(reached::add);
  private final HttpClient http = HttpClient.newHttpClient();
  private URI tokenUri = URI.create("http://localhost");

  @BeforeEach
  void start() throws IOException {
    var truth = new Truth(ProviderRule.ONE_TIME, 0, () -> 1);
    var server = new TokenServer(truth, gate, Duration.ZERO, Duration.ofSeconds(2));
    tokenUri = URI.create("http://127.0.0.1:" + server.start() + "/token/k");
  }

  private CompletableFuture<HttpResponse<String>> post(String form, String secret) {
    String client = Base64.getEncoder().encodeToString(("bench:" + secret).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(tokenUri)
            .header("Authorization", "Basic " + client)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String refresh(HttpResponse<String> answer) throws IOException {
    JsonNode json = new ObjectMapper().readTree(answer.body());
    return "grant_type=refresh_token&refresh_token=" + json.path("refresh_token").asText();
  }

  @Test
  void token_wrongClient_isRefused() {
    HttpResponse<String> answer = post(LOGIN, "guessed").join();

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("invalid_client");
  }

  @Test
  void token_spentTwice_isInvalidGrant() throws IOException {
    String form = refresh(post(LOGIN, "bench-secret").join());

    assertThat(post(form, "bench-secret").join().statusCode()).isEqualTo(200);

    HttpResponse<String> again = post(form, "bench-secret").join();
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("invalid_grant");
  }

  @Test
  void token_heldMidBody_isAnsweredOnlyWhenLetGo() throws IOException, InterruptedException {
    String form = refresh(post(LOGIN, "bench-secret").join());
    gate.arm(Point.MID_BODY, "k");

    CompletableFuture<HttpResponse<String>> answer = post(form, "bench-secret");
    assertThat(reached.poll(10, TimeUnit.SECONDS)).isEqualTo("MID_BODY");
    assertThat(answer).isNotDone();
    gate.open();

    assertThat(answer.join().statusCode()).isEqualTo(200);
  }
}
