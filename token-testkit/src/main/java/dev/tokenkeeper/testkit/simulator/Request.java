package dev.tokenkeeper.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One request as read from the socket.
 *
 * @param query the raw query, or empty
 * @param authorization the {@code Authorization} header, or empty
 * @param contentType the media type without parameters, lower case, or empty
 * @param body the body, or its beginning
 * @param complete whether the whole body was read
 */
record Request(
    String method,
    String path,
    String query,
    String authorization,
    String contentType,
    String body,
    boolean complete) {

  private static final int LONGEST_BODY = 64 * 1024;

  static Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query(exchange),
        header(exchange, "Authorization"),
        mediaType(header(exchange, "Content-Type")),
        new String(body, StandardCharsets.UTF_8),
        body.length <= LONGEST_BODY);
  }

  /** The token of a Bearer header. */
  Optional<String> bearer() {
    return credentials("Bearer ");
  }

  /** What follows an authentication scheme, whose case does not matter, in the header. */
  Optional<String> credentials(String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(authorization.substring(scheme.length()).strip())
        : Optional.empty();
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null ? "" : query;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static String mediaType(String header) {
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
