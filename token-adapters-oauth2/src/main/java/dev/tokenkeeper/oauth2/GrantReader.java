package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

  /** Reads the grant, or returns null if there is no access token. */
  @Nullable TokenGrant read(JsonNode answer) {
    Secret accessToken = secret(answer, "access_token");
    if (accessToken == null) {
      return null;
    }
    String type = Json.text(answer, "token_type");
    return new TokenGrant(
        accessToken,
        type.isEmpty() ? "Bearer" : type,
        duration(answer, "expires_in"),
        secret(answer, "refresh_token"),
        // Keycloak's name, and RingCentral's.
        duration(answer, "refresh_expires_in", "refresh_token_expires_in"),
        scope(answer.path("scope")),
        // Keycloak's name, RingCentral's, and OpenID Connect's.
        firstText(answer, "session_state", "session_id", "sid"),
        duration(answer, "session_expires_in"),
        attributes(answer));
  }

  private static @Nullable Secret secret(JsonNode answer, String field) {
    String text = Json.text(answer, field);
    return text.isEmpty() ? null : Secret.of(text);
  }

  private static @Nullable String firstText(JsonNode answer, String... fields) {
    for (String field : fields) {
      String text = Json.text(answer, field);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  private static @Nullable Duration duration(JsonNode answer, String... fields) {
    String text = firstText(answer, fields);
    if (text == null) {
      return null;
    }
    try {
      return seconds(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Cut at both ends, so that no arithmetic on it overflows. */
  private static @Nullable Duration seconds(double said) {
    if (Double.isNaN(said)) {
      return null;
    }
    double most = Lifetimes.LONGEST.toSeconds();
    return Duration.ofSeconds((long) Math.max(-most, Math.min(most, said)));
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
      String text = Json.text(answer, field);
      if (!text.isEmpty()) {
        kept.put(field, text);
      }
    }
    return kept;
  }
}
