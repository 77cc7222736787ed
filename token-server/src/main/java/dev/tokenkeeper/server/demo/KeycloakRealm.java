package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** The realm that stands for BSN.cloud's, as Keycloak's administration interface reads it. */
final class KeycloakRealm {
  static final String NAME = "bsncloud";
  static final String CLIENT_ID = "token-keeper-demo";
  private static final String TEMPLATE = "keycloak-realm.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeycloakRealm() {}

  /** Returns the whole realm without its users, for the first run on a data folder. */
  static JsonNode withClient(String clientSecret) {
    JsonNode realm = template();
    ((ObjectNode) realm.at("/clients/0")).put("secret", clientSecret);
    return realm;
  }

  /** Returns what every run states anew. */
  static JsonNode withLifetimes(KeycloakLifetimes lifetimes) {
    return JSON.createObjectNode()
        .put("realm", NAME)
        .put("accessTokenLifespan", lifetimes.accessToken().toSeconds())
        .put("ssoSessionIdleTimeout", lifetimes.sessionIdle().toSeconds())
        .put("ssoSessionMaxLifespan", lifetimes.sessionMax().toSeconds());
  }

  /** Returns the users as a partial import that leaves existing users alone. */
  static JsonNode withUsers(Map<String, String> passwords) {
    ObjectNode imported = JSON.createObjectNode().put("ifResourceExists", "SKIP");
    ArrayNode users = imported.putArray("users");
    new TreeMap<>(passwords).forEach((name, password) -> addUser(users, name, password));
    return imported;
  }

  private static void addUser(ArrayNode users, String name, String password) {
    // A complete profile, or Keycloak refuses the password grant: "Account is not fully set up".
    ObjectNode user =
        users
            .addObject()
            .put("username", name)
            .put("enabled", true)
            .put("email", name + "@example.com")
            .put("emailVerified", true)
            .put("firstName", "Demo")
            .put("lastName", name);
    user.putArray("credentials")
        .addObject()
        .put("type", "password")
        .put("value", password)
        .put("temporary", false);
  }

  private static JsonNode template() {
    try (InputStream template = KeycloakRealm.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new KeycloakException("Missing from this program: " + TEMPLATE);
      }
      return JSON.readTree(template);
    } catch (IOException e) {
      throw new KeycloakException("Cannot read " + TEMPLATE, e);
    }
  }
}
