package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.toMap;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A real Keycloak whose realm is like BSN.cloud's. */
final class KeycloakWorld implements PasswordWorld {
  private final Keycloak keycloak;
  private final List<String> users;
  private final DemoSecrets secrets;
  private final Pace pace;

  private KeycloakWorld(Keycloak keycloak, List<String> users, DemoSecrets secrets, Pace pace) {
    this.keycloak = keycloak;
    this.users = users;
    this.secrets = secrets;
    this.pace = pace;
  }

  /**
   * Starts Keycloak, which takes some seconds, and much longer when it has to be fetched first.
   *
   * @throws ConfigurationException if it cannot be had
   */
  static KeycloakWorld start(
      DemoFolder folder, List<String> users, DemoSecrets secrets, Pace pace) {
    Map<String, String> passwords =
        users.stream()
            .collect(toMap(user -> user, user -> secrets.of(user).reveal(SecretAccess.granted())));
    var lifetimes = new KeycloakLifetimes(pace.accessToken(), pace.refreshToken(), pace.session());
    var settings =
        new KeycloakSettings(
            folder.shared("keycloak"), folder.file("server"), null, lifetimes, passwords);
    try {
      return new KeycloakWorld(Keycloak.start(settings, Clock.systemUTC()), users, secrets, pace);
    } catch (KeycloakException e) {
      throw new ConfigurationException(
          "--keycloak", String.valueOf(e.getMessage()), "Or leave it out to use the simulator.");
    }
  }

  @Override
  public String providerId() {
    return "keycloak";
  }

  @Override
  public List<String> users() {
    return users;
  }

  @Override
  public Secret password(String user) {
    return secrets.of(user);
  }

  @Override
  public URI tokenUri() {
    return keycloak.tokenUri();
  }

  @Override
  public String clientId() {
    return keycloak.clientId();
  }

  @Override
  public Secret clientSecret() {
    return Secret.of(keycloak.clientSecret());
  }

  @Override
  public String scope() {
    return "openid";
  }

  @Override
  public URI api() {
    return keycloak.userinfoUri();
  }

  @Override
  public @Nullable String network() {
    return null;
  }

  /** Keycloak counts in whole seconds and rounds the beginning of a session down. */
  @Override
  public Pace pace() {
    return new Pace(pace.accessToken(), pace.refreshToken(), pace.session().minusSeconds(1));
  }

  @Override
  public URI apiUri(String user) {
    return keycloak.userinfoUri(user);
  }

  @Override
  public Truth truth() {
    KeycloakEvents events = keycloak.events();
    return new Truth(
        authorizations().stream().collect(toMap(id -> id, id -> tally(events.of(id.subject())))),
        events.rejectedCallsOfUnknownUsers(),
        events.refreshTokenReuses(),
        events.concurrentRefreshes(),
        true,
        OptionalLong.empty());
  }

  private static Tally tally(KeycloakTally seen) {
    return new Tally(
        seen.logins(),
        seen.refreshes(),
        seen.callsAccepted(),
        seen.callsRejected(),
        seen.sessionsEnded());
  }

  @Override
  public boolean isLive(Secret token) {
    return keycloak.isLive(token.reveal(SecretAccess.granted()));
  }

  @Override
  public void close() {
    keycloak.close();
  }
}
