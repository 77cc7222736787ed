package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.oauth2.Notation.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a token answer (RFC 6749 section 5.1) with all the tolerance there is: whatever else is
 * odd, an answer with an access token may hold the only refresh token that still works.
 */
final class GrantReader {
  private final Dialect dialect;

  GrantReader(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Reads the grant, or returns null if there is no access token, or more than one of a kind. */
  @Nullable TokenGrant read(HttpAnswer.Received answer) {
    return read(answer.content(placesOfTokens()), RetryAfter.date(answer));
  }

  private Set<String> placesOfTokens() {
    Set<String> names = new HashSet<>(Set.of("access_token", "refresh_token"));
    for (Field field : List.of(Field.ACCESS_TOKEN, Field.REFRESH_TOKEN)) {
      String own = dialect.notation().fields().getOrDefault(field, "");
      names.add(own);
      Collections.addAll(names, own.split("[./]"));
    }
    names.remove("");
    return names;
  }

  /**
   * Reads the grant, or returns null if there is no access token.
   *
   * @param date when it was written, by the provider's clock; null if it does not say
   */
  @Nullable TokenGrant read(JsonNode answer, @Nullable Instant date) {
    Secret accessToken = secret(answer, Field.ACCESS_TOKEN);
    if (accessToken == null) {
      return null;
    }
    String type = text(answer, Field.TOKEN_TYPE);
    return new TokenGrant(
        accessToken,
        type.isEmpty() ? "Bearer" : type,
        life(answer, date, Field.EXPIRES_IN, Field.EXPIRES_AT),
        secret(answer, Field.REFRESH_TOKEN),
        life(answer, date, Field.REFRESH_EXPIRES_IN, Field.REFRESH_EXPIRES_AT),
        scope(dialect.notation().find(answer, Field.SCOPE)),
        session(answer),
        duration(text(answer, Field.SESSION_EXPIRES_IN)),
        attributes(answer));
  }

  private String text(JsonNode answer, Field field) {
    return Json.text(dialect.notation().find(answer, field));
  }

  private @Nullable Secret secret(JsonNode answer, Field field) {
    String text = text(answer, field);
    return text.isEmpty() ? null : Secret.of(text);
  }

  private @Nullable String session(JsonNode answer) {
    String text = text(answer, Field.SESSION_ID);
    return text.isEmpty() ? null : text;
  }

  private @Nullable Duration life(JsonNode answer, @Nullable Instant date, Field in, Field at) {
    Duration said = duration(text(answer, in));
    String end = said == null && date != null ? text(answer, at) : "";
    return end.isEmpty() || date == null ? said : until(end, date);
  }

  private @Nullable Duration until(String end, Instant date) {
    try {
      return cut(Double.parseDouble(end) * unit() - date.getEpochSecond());
    } catch (NumberFormatException notANumber) {
      try {
        return cut(
            (double) Duration.between(date, OffsetDateTime.parse(end).toInstant()).toSeconds());
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  private @Nullable Duration duration(String text) {
    try {
      return text.isEmpty() ? null : cut(Double.parseDouble(text) * unit());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private double unit() {
    return dialect.notation().unit().getDuration().toNanos() / 1e9;
  }

  /** Cut at both ends, so that no arithmetic on it overflows. */
  private static @Nullable Duration cut(double seconds) {
    if (Double.isNaN(seconds)) {
      return null;
    }
    double most = Lifetimes.LONGEST.toSeconds();
    return Duration.ofSeconds((long) Math.max(-most, Math.min(most, seconds)));
  }

  private @Nullable String scope(JsonNode scope) {
    if (scope.isArray()) {
      return StreamSupport.stream(scope.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(" "));
    }
    return scope.isTextual() ? dialect.scopeFromTheWire(scope.asText()) : null;
  }

  private Map<String, String> attributes(JsonNode answer) {
    Map<String, String> kept = new HashMap<>();
    for (String field : dialect.keptFields()) {
      String text = Json.text(Notation.at(answer, field));
      if (!text.isEmpty()) {
        kept.put(field, text);
      }
    }
    return kept;
  }
}
