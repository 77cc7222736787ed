package dev.tokenkeeper.server.demo;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a Keycloak lives, how long its tokens last and who may log in.
 *
 * @param cache folder for the unpacked distribution; may be shared by many demos
 * @param data folder of one demo's realm, sessions and log; a later run continues with them
 * @param zip the distribution, or null to look for it in the local Maven repository
 * @param lifetimes applied at every start, to an existing realm too
 * @param passwords by user name; a user that exists already keeps its old password
 */
record KeycloakSettings(
    Path cache,
    Path data,
    @Nullable Path zip,
    KeycloakLifetimes lifetimes,
    Map<String, String> passwords) {

  KeycloakSettings {
    cache = cache.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    passwords = Map.copyOf(passwords);
  }

  @Override
  public String toString() {
    return "KeycloakSettings[data=%s, users=%s]".formatted(data, passwords.keySet());
  }
}
