package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real Keycloak with BSN.cloud's own figures, and what its administrator and a thief can do. */
public final class KeycloakServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KeycloakLifetimes BSN =
      new KeycloakLifetimes(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(12));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Keycloak keycloak;
  private final String adminPassword;
  private String clientSecret;

  private KeycloakServer(Keycloak keycloak, KeycloakState state) {
    this.keycloak = keycloak;
    this.adminPassword = state.adminPassword();
    this.clientSecret = state.clientSecret();
  }

  /**
   * Starts it.
   *
   * @param cache where the distribution is unpacked, once
   * @param data of this one
   * @param passwords by user name
   */
  public static KeycloakServer start(Path cache, Path data, Map<String, String> passwords)
      throws IOException {
    var settings = new KeycloakSettings(cache, data, null, BSN, passwords);
    Keycloak keycloak = Keycloak.start(settings, Clock.systemUTC());
    var file = data.resolve("state.json").toFile();
    return new KeycloakServer(keycloak, JSON.readValue(file, KeycloakState.class));
  }

  public URI tokenUri() {
    return keycloak.tokenUri();
  }

  public String clientId() {
    return keycloak.clientId();
  }

  public String clientSecret() {
    return clientSecret;
  }

  /** Refreshes as a thief who has got hold of everything; returns what Keycloak says. */
  public String refresh(String refreshToken) throws Exception {
    JsonNode said = client("/token", "grant_type=refresh_token&refresh_token=" + refreshToken);
    return said.has("error")
        ? said.get("error").asText() + ": " + said.path("error_description").asText()
        : "granted";
  }

  /** Revokes a token (RFC 7009). */
  public void revoke(String refreshToken) throws Exception {
    client("/revoke", "token_type_hint=refresh_token&token=" + refreshToken);
  }

  /** Ends all sessions of a user, as the administrator's console does. */
  public void logOut(String user) throws Exception {
    admin("POST", "/users/" + only("/users?exact=true&username=" + user) + "/logout", null);
  }

  public void changeClientSecret(String secret) throws Exception {
    String client = "/clients/" + only("/clients?clientId=" + clientId());
    ObjectNode changed = (ObjectNode) admin("GET", client, null);
    admin("PUT", client, changed.put("secret", secret).toString());
    clientSecret = secret;
  }

  private String only(String query) throws Exception {
    return admin("GET", query, null).get(0).get("id").asText();
  }

  private JsonNode client(String path, String form) throws Exception {
    String us = "client_id=" + clientId() + "&client_secret=" + clientSecret + '&';
    URI uri = URI.create(tokenUri().toString().replaceFirst("/token$", path));
    return read(send(request(uri, "POST", "application/x-www-form-urlencoded", us + form)));
  }

  private JsonNode admin(String method, String path, @Nullable String body) throws Exception {
    URI uri = tokenUri().resolve("/admin/realms/" + KeycloakRealm.NAME + path);
    HttpRequest.Builder request = request(uri, method, "application/json", body);
    HttpResponse<String> answer = send(request.header("Authorization", "Bearer " + adminToken()));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(method + ' ' + path + ": " + answer.statusCode());
    }
    return read(answer);
  }

  private String adminToken() throws Exception {
    URI uri = tokenUri().resolve("/realms/master/protocol/openid-connect/token");
    String form =
        "grant_type=password&client_id=admin-cli&username=%s&password=%s"
            .formatted(KeycloakProcess.ADMIN, adminPassword);
    return read(send(request(uri, "POST", "application/x-www-form-urlencoded", form)))
        .path("access_token")
        .asText();
  }

  private static HttpRequest.Builder request(
      URI uri, String method, String type, @Nullable String body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", type)
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode read(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
