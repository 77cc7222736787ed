package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a provider writes requests and answers, if not as RFC 6749 does. Immutable.
 *
 * @param requests how token requests are written; revocations are forms always
 * @param fields where an answer says what, if not in the usual field: a JSON Pointer (RFC 6901), or
 *     names with dots between them. Where the access token's place is named and empty, the usual
 *     fields are read, all of them: tokens of two kinds are never mixed
 * @param unit what numbers about time are in: {@code SECONDS} or {@code MILLIS}
 */
public record Notation(Requests requests, Map<Field, String> fields, ChronoUnit unit) {

  /** Forms, answers in the fields of RFC 6749 section 5.1 and its kin, seconds. */
  public static final Notation STANDARD = new Notation(Requests.FORM, Map.of(), ChronoUnit.SECONDS);

  /** How token requests are written. */
  public enum Requests {
    /** As RFC 6749 wants it. */
    FORM,
    /** As an object of JSON with the same names and values. */
    JSON
  }

  /** What an answer can say. */
  public enum Field {
    /** The access token. */
    ACCESS_TOKEN("access_token"),
    /** Its type. */
    TOKEN_TYPE("token_type"),
    /** Its life from now. */
    EXPIRES_IN("expires_in"),
    /**
     * Its end: a number since 1970 or ISO 8601. Read if the life is not said, and counted from the
     * answer's {@code Date}, since our clock may be wrong; without one it is not said.
     */
    EXPIRES_AT("expires_at"),
    /** The refresh token. */
    REFRESH_TOKEN("refresh_token"),
    /** The refresh token's life; the usual names are Keycloak's, and RingCentral's. */
    REFRESH_EXPIRES_IN("refresh_expires_in", "refresh_token_expires_in"),
    /** The refresh token's end, likewise; there is no usual name. */
    REFRESH_EXPIRES_AT(),
    /** The scope. */
    SCOPE("scope"),
    /** The session; the usual names are Keycloak's, RingCentral's, and OpenID Connect's. */
    SESSION_ID("session_state", "session_id", "sid"),
    /** How long the session goes on. */
    SESSION_EXPIRES_IN("session_expires_in");

    private final List<String> usual;

    Field(String... usual) {
      this.usual = List.of(usual);
    }
  }

  /** Copies the map. */
  public Notation {
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(unit, "unit");
    fields = Map.copyOf(fields);
  }

  void check(Problems problems) {
    for (var field : new TreeMap<>(fields).entrySet()) {
      if (pointer(field.getValue()) == null) {
        problems.add(
            "answer." + field.getKey(), "is no place", "Use names with dots, or a JSON Pointer.");
      }
    }
    if (unit != ChronoUnit.SECONDS && unit != ChronoUnit.MILLIS) {
      problems.add("answer.unit", "is " + unit, "Use SECONDS or MILLIS.");
    }
  }

  /** What the answer says there; a missing node if nothing. */
  JsonNode find(JsonNode answer, Field field) {
    String own = fields.get(field);
    if (own != null && isOwn(answer)) {
      return at(answer, own);
    }
    return field.usual.stream()
        .map(answer::path)
        .filter(each -> !Json.text(each).isEmpty())
        .findFirst()
        .orElseGet(() -> answer.path(field.usual.isEmpty() ? "" : field.usual.get(0)));
  }

  private boolean isOwn(JsonNode answer) {
    String token = fields.get(Field.ACCESS_TOKEN);
    return token == null || !Json.text(at(answer, token)).isEmpty();
  }

  /** What stands in the field of this name or, if there is none, at this place. */
  static JsonNode at(JsonNode answer, String place) {
    JsonPointer pointer = pointer(place);
    return answer.has(place) || pointer == null ? answer.path(place) : answer.at(pointer);
  }

  /** The last name in a place. */
  static String lastName(String place) {
    return place.substring(Math.max(place.lastIndexOf('.'), place.lastIndexOf('/')) + 1);
  }

  private static @Nullable JsonPointer pointer(String place) {
    try {
      return place.isBlank()
          ? null
          : JsonPointer.compile(place.startsWith("/") ? place : '/' + place.replace('.', '/'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
