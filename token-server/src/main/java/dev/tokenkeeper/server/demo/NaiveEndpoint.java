package dev.tokenkeeper.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token endpoint as a few lines of one's own call it. */
final class NaiveEndpoint {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final PasswordWorld world;
  private final InstantSource clock;

  NaiveEndpoint(PasswordWorld world, InstantSource clock) {
    this.world = world;
    this.clock = clock;
  }

  NaiveTokens login(String user, Secret password) throws IOException, InterruptedException {
    NaiveTokens tokens =
        post(
            Map.of(
                "grant_type",
                "password",
                "username",
                user,
                "password",
                password.reveal(SecretAccess.granted())));
    selectNetwork(tokens);
    return tokens;
  }

  NaiveTokens refresh(String refreshToken) throws IOException, InterruptedException {
    return post(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
  }

  private NaiveTokens post(Map<String, String> fields) throws IOException, InterruptedException {
    Instant now = clock.instant();
    JsonNode answer = JSON.readTree(send(request(fields)));
    return new NaiveTokens(
        answer.path("access_token").asText(),
        answer.path("refresh_token").asText(),
        now.plusSeconds(answer.path("expires_in").asLong()));
  }

  private HttpRequest request(Map<String, String> fields) {
    Map<String, String> form = new LinkedHashMap<>(fields);
    @Nullable String scope = world.scope();
    if (scope != null) {
      form.put("scope", scope);
    }
    return HttpRequest.newBuilder(world.tokenUri())
        .header("Authorization", basic())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encoded(form)))
        .build();
  }

  private void selectNetwork(NaiveTokens tokens) throws IOException, InterruptedException {
    @Nullable String network = world.network();
    if (network != null) {
      send(
          HttpRequest.newBuilder(URI.create(world.api() + "/Self/Session/Network"))
              .header("Authorization", "Bearer " + tokens.access())
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString(JSON.createObjectNode().put("name", network).toString()))
              .build());
    }
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("The provider answered " + answer.statusCode());
    }
    return answer.body();
  }

  private String basic() {
    String pair = world.clientId() + ":" + world.clientSecret().reveal(SecretAccess.granted());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(joining("&"));
  }
}
