package dev.tokenkeeper.server.demo;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event together with the request in which it happened, where the log ties one to it. */
record KeycloakExchange(KeycloakLogLine.Event event, KeycloakLogLine.@Nullable Request request) {
  private static final Set<String> REUSE =
      Set.of("Maximum allowed refresh token reuse exceeded", "Stale token");

  boolean is(String type) {
    return event.type().equals(type);
  }

  boolean isRefresh() {
    return is("REFRESH_TOKEN") || is("REFRESH_TOKEN_ERROR");
  }

  /** Says whether Keycloak itself calls this a second use of a refresh token. */
  boolean isRefusedReuse() {
    return is("REFRESH_TOKEN_ERROR") && REUSE.contains(event.field("reason"));
  }

  /** Returns the number of the refresh token presented, empty where Keycloak could not read it. */
  String refreshToken() {
    return event.field("refresh_token_id");
  }

  /** Returns the user that Keycloak knew, else the owner of the session, else who called. */
  String user(KeycloakSessions sessions) {
    String owner = event.field("username");
    if (owner.isEmpty()) {
      owner = sessions.ownerOf(event.session());
    }
    return owner.isEmpty() && request != null ? request.user() : owner;
  }

  Instant began() {
    return request == null ? event.at() : request.began();
  }

  Instant ended() {
    return request == null ? event.at() : request.at();
  }
}
