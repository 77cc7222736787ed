package dev.tokenkeeper.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be written to the client.
 *
 * @param body a string to be written as it is, or a map or list to be written as JSON
 * @param cut whether the connection breaks in the middle of the body
 */
record Answer(int status, Map<String, String> headers, Object body, boolean cut) {

  static Answer empty(int status) {
    return new Answer(status, Map.of(), "", false);
  }

  static Answer text(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body, false);
  }

  static Answer json(int status, Object body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body, false);
  }

  /** The error shape of RFC 6749, section 5.2. */
  static Answer oauthError(int status, String error, String description) {
    return json(status, fields("error", error, "error_description", description)).unstorable();
  }

  /** The error shape of the API; its fields are those that the vendor's sample client reads. */
  static Answer apiError(int status, String error, String description) {
    return json(status, fields("error", error, "error_description", description, "details", ""))
        .header("Content-Type", "application/vnd.bsn.error+json");
  }

  /** Fields in this order: name, value, name, value. */
  static Map<String, Object> fields(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  Answer header(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Answer(status, changed, body, cut);
  }

  /** RFC 6749, section 5.1: what a token endpoint says must not be kept by caches. */
  Answer unstorable() {
    return header("Cache-Control", "no-store").header("Pragma", "no-cache");
  }

  /** With another value in a field that it has. */
  Answer replacing(String field, Object value) {
    return body instanceof Map<?, ?> fields && fields.containsKey(field)
        ? new Answer(status, headers, edited(fields, field, value), cut)
        : this;
  }

  Answer without(String field) {
    return replacing(field, Json.ABSENT);
  }

  Answer cutShort() {
    return new Answer(status, headers, body, true);
  }

  String content() {
    return body instanceof String text ? text : Json.write(body);
  }

  void writeTo(HttpExchange exchange) throws IOException {
    byte[] bytes = content().getBytes(StandardCharsets.UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes, 0, cut ? bytes.length / 2 : bytes.length);
    exchange.getResponseBody().flush();
  }

  private static Map<String, Object> edited(Map<?, ?> fields, String field, Object value) {
    Map<String, Object> edited = new LinkedHashMap<>();
    fields.forEach((name, old) -> edited.put((String) name, name.equals(field) ? value : old));
    edited.values().removeIf(kept -> kept == Json.ABSENT);
    return edited;
  }
}
