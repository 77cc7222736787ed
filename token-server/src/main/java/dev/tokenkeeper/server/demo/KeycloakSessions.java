package dev.tokenkeeper.server.demo;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whose sessions there were and which have ended, learned from the events in their order. */
final class KeycloakSessions {
  private static final Set<String> ENDINGS =
      Set.of("USER_SESSION_DELETED", "LOGOUT", "REVOKE_GRANT");

  /** Reasons for which a token is refused that mean its session is gone, then or before. */
  private static final Set<String> REFUSALS =
      Set.of(
          "Session not active",
          "Session doesn't have required client",
          "Stale token",
          "Maximum allowed refresh token reuse exceeded");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, Instant> started = new HashMap<>();
  private final Map<String, Instant> used = new HashMap<>();
  private final Map<String, Instant> ended = new HashMap<>();

  void learn(KeycloakLogLine.Event event) {
    if (event.session().isEmpty()) {
      return;
    }
    learnOwner(event);
    switch (event.type()) {
      case "LOGIN" -> started.put(event.session(), event.at());
      case "REFRESH_TOKEN" -> used.put(event.session(), event.at());
      default -> learnEnd(event);
    }
  }

  private void learnOwner(KeycloakLogLine.Event event) {
    if (!event.field("username").isEmpty()) {
      names.put(event.field("userId"), event.field("username"));
    }
    // Events name the user by number only, and a refused one not even so.
    String name = names.get(event.field("userId"));
    if (name != null) {
      owners.put(event.session(), name);
    }
  }

  private void learnEnd(KeycloakLogLine.Event event) {
    boolean refused =
        REFUSALS.contains(event.field("reason"))
            || event.field("error").equals("user_session_not_found");
    if (refused || ENDINGS.contains(event.type())) {
      ended.putIfAbsent(event.session(), event.at());
    }
  }

  /** Returns the user's name, empty where the session is unknown. */
  String ownerOf(String session) {
    return owners.getOrDefault(session, "");
  }

  /** Returns the user's sessions that ended in the given time, by event or by their lifetimes. */
  long ended(String user, Instant since, Instant now, KeycloakLifetimes lifetimes) {
    Set<String> sessions = new HashSet<>(started.keySet());
    sessions.addAll(ended.keySet());
    return sessions.stream()
        .filter(session -> ownerOf(session).equals(user))
        .map(session -> endOf(session, lifetimes))
        .filter(end -> !end.isBefore(since) && !end.isAfter(now))
        .count();
  }

  private Instant endOf(String session, KeycloakLifetimes lifetimes) {
    // Keycloak enforces an expiry at once but logs it three minutes later or more.
    Instant start = started.getOrDefault(session, Instant.EPOCH);
    Instant due = lifetimes.endOf(start, used.getOrDefault(session, start));
    Instant logged = ended.getOrDefault(session, Instant.MAX);
    boolean dueKnown = started.containsKey(session);
    return dueKnown && due.isBefore(logged) ? due : logged;
  }
}
