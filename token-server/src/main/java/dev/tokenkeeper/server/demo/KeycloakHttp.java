package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The few requests that a demo itself sends to its Keycloak. */
final class KeycloakHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  KeycloakHttp(int port) {
    base = URI.create("http://127.0.0.1:" + port);
  }

  URI resolve(String path) {
    return base.resolve(path);
  }

  boolean answers(URI uri) {
    try {
      return exchange(request(uri).GET().build()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Posts a form and returns the JSON of the answer, which must be a success. */
  JsonNode form(URI uri, Map<String, String> fields) {
    HttpRequest request =
        request(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encode(fields)))
            .build();
    return parse(send(request, 200));
  }

  /** Sends JSON as the bearer; the status of the answer must be one of those expected. */
  void json(String method, URI uri, String bearer, JsonNode body, Integer... expected) {
    HttpRequest request =
        request(uri)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + bearer)
            .method(method, BodyPublishers.ofString(body.toString()))
            .build();
    send(request, expected);
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request, Integer... expected) {
    try {
      HttpResponse<String> response = exchange(request);
      if (!List.of(expected).contains(response.statusCode())) {
        throw new KeycloakException(
            "Keycloak answers %d to %s %s: %s"
                .formatted(
                    response.statusCode(), request.method(), request.uri(), response.body()));
      }
      return response;
    } catch (IOException e) {
      throw new KeycloakException("Keycloak does not answer " + request.uri() + ": " + e, e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw KeycloakException.interrupted(e);
    }
  }

  private static JsonNode parse(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new KeycloakException("Keycloak answers no JSON at " + response.uri(), e);
    }
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
