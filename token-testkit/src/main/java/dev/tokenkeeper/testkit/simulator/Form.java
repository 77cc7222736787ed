package dev.tokenkeeper.testkit.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a form body or a query, each at most once; an empty value counts as absent (RFC
 * 6749).
 */
final class Form {

  static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

  private final Map<String, String> parameters = new HashMap<>();

  private Form() {}

  /** Reads the body or refuses it with {@code invalid_request}. */
  static Form of(Request request) {
    if (!request.contentType().equals(CONTENT_TYPE)) {
      throw Refusal.invalidRequest("Content-Type must be " + CONTENT_TYPE);
    }
    if (!request.complete()) {
      throw Refusal.invalidRequest("The body is too long");
    }
    return parsed(request.body());
  }

  /** Reads the query or refuses it with {@code invalid_request}. */
  static Form ofQuery(Request request) {
    return parsed(request.query());
  }

  private static Form parsed(String pairs) {
    Form form = new Form();
    for (String pair : pairs.split("&", -1)) {
      form.add(pair);
    }
    return form;
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  String require(String name) {
    return find(name).orElseThrow(() -> Refusal.invalidRequest("Missing form parameter: " + name));
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    if (!value.isEmpty() && parameters.putIfAbsent(name, value) != null) {
      throw Refusal.invalidRequest("duplicated parameter");
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidRequest("This is not form-urlencoded");
    }
  }
}
