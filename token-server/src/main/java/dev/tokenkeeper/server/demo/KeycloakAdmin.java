package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/** Makes a running Keycloak serve the realm, lifetimes and users of a demo. */
final class KeycloakAdmin {
  private static final String REALMS = "/admin/realms";
  private static final String REALM = REALMS + "/" + KeycloakRealm.NAME;

  private final KeycloakHttp http;
  private final KeycloakState state;

  KeycloakAdmin(KeycloakHttp http, KeycloakState state) {
    this.http = http;
    this.state = state;
  }

  /** Creates what is missing; of what an earlier run left, only the lifetimes change. */
  void prepare(KeycloakSettings settings) {
    String bearer = token();
    JsonNode realm = KeycloakRealm.withClient(state.clientSecret());
    JsonNode lifetimes = KeycloakRealm.withLifetimes(settings.lifetimes());
    JsonNode users = KeycloakRealm.withUsers(settings.passwords());
    // 409: the realm exists.
    http.json("POST", http.resolve(REALMS), bearer, realm, 201, 409);
    http.json("PUT", http.resolve(REALM), bearer, lifetimes, 204);
    http.json("POST", http.resolve(REALM + "/partialImport"), bearer, users, 200);
  }

  private String token() {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            KeycloakProcess.ADMIN,
            "password",
            state.adminPassword());
    URI token = http.resolve("/realms/master/protocol/openid-connect/token");
    return http.form(token, form).path("access_token").asText();
  }
}
