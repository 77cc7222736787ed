package dev.tokenkeeper.oauth2;

import java.util.Map;
import java.util.Optional;

/**
 * What an API said, whole and of whatever status. Immutable; prints none of it but the status.
 *
 * @param status the HTTP status
 * @param json the body's fields, those that are null left out, as texts, numbers, booleans, lists
 *     and maps; empty if the body is no JSON object
 */
public record ApiAnswer(int status, Map<String, Object> json) {

  /** Copies the map. */
  public ApiAnswer {
    json = Map.copyOf(json);
  }

  /** Tells whether the status is 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns a field's text, also that of a number; empty if it has none. */
  public Optional<String> text(String field) {
    Object value = json.get(field);
    return value instanceof String || value instanceof Number
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  /** Returns the status. */
  @Override
  public String toString() {
    return "ApiAnswer[" + status + ']';
  }
}
