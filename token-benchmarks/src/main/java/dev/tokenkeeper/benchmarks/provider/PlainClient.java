package dev.tokenkeeper.benchmarks.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The provider's token endpoint as anybody may call it. Safe for use by many threads. */
public final class PlainClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLIENT =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((Provider.CLIENT_ID + ":" + Provider.CLIENT_SECRET).getBytes(UTF_8));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI tokenUri;

  /** An answer with tokens. */
  public record Grant(String accessToken, String refreshToken) {
    @Override
    public String toString() {
      return "Grant[***]";
    }
  }

  /** Makes a client of one token endpoint. */
  public PlainClient(URI tokenUri) {
    this.tokenUri = tokenUri;
  }

  /** Begins a new family; empty if the login is refused. */
  public Optional<Grant> login(String user) throws IOException, InterruptedException {
    return post(
        Map.of("grant_type", "password", "username", user, "password", Provider.password(user)));
  }

  /** Returns the new tokens; empty if the refresh token is refused. */
  public Optional<Grant> refresh(String refreshToken) throws IOException, InterruptedException {
    return post(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private Optional<Grant> post(Map<String, String> form) throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + '=' + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(tokenUri)
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", CLIENT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      return Optional.empty();
    }
    JsonNode json = JSON.readTree(answer.body());
    return Optional.of(
        new Grant(json.path("access_token").asText(), json.path("refresh_token").asText()));
  }
}
