package dev.tokenkeeper.server.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of Keycloak's log that an answer is drawn from; see {@link KeycloakCommand}. */
sealed interface KeycloakLogLine {
  Pattern LINE = Pattern.compile("([^|]+)\\|([^|]*)\\|([^|]*)\\|(.*)");

  Instant at();

  /** Returns the thread, which ties the events of a request to its entry in the access log. */
  String thread();

  /** Returns the line's content, or nothing where it is neither an event nor a request. */
  static Optional<KeycloakLogLine> parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Instant at = OffsetDateTime.parse(parts.group(1)).toInstant();
      return parse(at, parts.group(2), parts.group(3), parts.group(4));
    } catch (DateTimeParseException partOfStackTrace) {
      return Optional.empty();
    }
  }

  private static Optional<KeycloakLogLine> parse(
      Instant at, String thread, String category, String message) {
    return switch (category) {
      case "org.keycloak.events" -> Event.parse(at, thread, message).map(line -> line);
      case "org.keycloak.http.access-log" -> Request.parse(at, thread, message).map(line -> line);
      default -> Optional.empty();
    };
  }

  /** Something that happened in the realm, as Keycloak's event listener writes it. */
  record Event(Instant at, String thread, Map<String, String> fields) implements KeycloakLogLine {
    private static final Pattern FIELD = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private static Optional<Event> parse(Instant at, String thread, String message) {
      Map<String, String> fields = new HashMap<>();
      Matcher field = FIELD.matcher(message);
      while (field.find()) {
        // A missing value is written as the word.
        if (!field.group(2).equals("null")) {
          fields.put(field.group(1), field.group(2));
        }
      }
      return Optional.of(new Event(at, thread, fields))
          .filter(event -> event.field("realmName").equals(KeycloakRealm.NAME));
    }

    String type() {
      return field("type");
    }

    String session() {
      return field("sessionId");
    }

    /** Returns a field's value, empty where Keycloak did not write one. */
    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /** One answered request. */
  record Request(Instant at, String thread, long millis, String path) implements KeycloakLogLine {
    private static final Pattern ENTRY = Pattern.compile("(\\d+) \\d+ \\S+ (\\S+)");
    private static final Pattern USER = Pattern.compile("\\?user=([^&]+)");

    private static Optional<Request> parse(Instant at, String thread, String message) {
      return Optional.of(ENTRY.matcher(message))
          .filter(Matcher::matches)
          .map(entry -> new Request(at, thread, Long.parseLong(entry.group(1)), entry.group(2)));
    }

    Instant began() {
      return at.minusMillis(millis);
    }

    /** Returns the user that the caller named, empty where it named none. */
    String user() {
      Matcher user = USER.matcher(path);
      return user.find() ? URLDecoder.decode(user.group(1), StandardCharsets.UTF_8) : "";
    }
  }
}
