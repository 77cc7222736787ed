package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * A real Keycloak on this machine whose realm behaves like BSN.cloud's.
 *
 * <p>A data folder serves one demo at a time. A later run on it finds the same users, sessions and
 * client secret. Safe for use by many threads.
 */
final class Keycloak implements AutoCloseable {
  private final KeycloakSettings settings;
  private final KeycloakState state;
  private final KeycloakHttp http;
  private final KeycloakProcess process;
  private final Path log;
  private final Clock clock;
  private final Instant started;

  private Keycloak(KeycloakSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    new KeycloakPidFile(settings.data()).endStale();
    started = clock.instant();
    state = KeycloakState.in(settings.data());
    http = new KeycloakHttp(state.port());
    KeycloakCommand command =
        new KeycloakCommand(
            KeycloakDistribution.home(settings.cache(), settings.zip()),
            settings.data(),
            state.port());
    log = command.log();
    process = KeycloakProcess.start(command, state, http);
  }

  /** Starts Keycloak and returns once its users can log in. */
  static Keycloak start(KeycloakSettings settings, Clock clock) {
    createFolder(settings.data());
    Keycloak keycloak = new Keycloak(settings, clock);
    try {
      new KeycloakAdmin(keycloak.http, keycloak.state).prepare(settings);
      return keycloak;
    } catch (RuntimeException e) {
      keycloak.close();
      throw e;
    }
  }

  private static void createFolder(Path data) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new KeycloakException("Cannot create " + data + ": " + e, e);
    }
  }

  URI tokenUri() {
    return endpoint("/token");
  }

  URI revokeUri() {
    return endpoint("/revoke");
  }

  /** Returns the API of this demo: it accepts access tokens issued with scope {@code openid}. */
  URI userinfoUri() {
    return endpoint("/userinfo");
  }

  /**
   * Returns the API for calls of one user, so that the log names the user of rejected calls too.
   *
   * <p>Keycloak ignores the query; who is served depends on the access token alone.
   */
  URI userinfoUri(String user) {
    return endpoint("/userinfo?user=" + URLEncoder.encode(user, StandardCharsets.UTF_8));
  }

  String clientId() {
    return KeycloakRealm.CLIENT_ID;
  }

  String clientSecret() {
    return state.clientSecret();
  }

  /** Says whether Keycloak would accept this access or refresh token now; does not use it up. */
  boolean isLive(String token) {
    // With the other hint a spent refresh token would count as live.
    return isActive(token, "refresh_token") || isActive(token, "access_token");
  }

  private boolean isActive(String token, String hint) {
    Map<String, String> form =
        Map.of(
            "client_id",
            clientId(),
            "client_secret",
            clientSecret(),
            "token",
            token,
            "token_type_hint",
            hint);
    JsonNode answer = http.form(endpoint("/token/introspect"), form);
    return answer.path("active").asBoolean();
  }

  /** Returns what Keycloak logged since this start. */
  KeycloakEvents events() {
    return KeycloakEvents.read(log, started, clock.instant(), settings.lifetimes());
  }

  private URI endpoint(String path) {
    return http.resolve("/realms/" + KeycloakRealm.NAME + "/protocol/openid-connect" + path);
  }

  @Override
  public void close() {
    process.close();
  }
}
