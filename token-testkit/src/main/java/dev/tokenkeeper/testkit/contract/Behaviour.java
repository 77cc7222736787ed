package dev.tokenkeeper.testkit.contract;

import java.util.Locale;

/** What a {@link HostileServer} does about a request that has arrived whole. */
@FunctionalInterface
interface Behaviour {

  /** Answers, or does not. */
  void on(HostileConnection client, HostileConnection.Request request);

  /** Says nothing, and keeps the connection. */
  static Behaviour silent() {
    return (client, request) -> {};
  }

  /** Writes these characters as they are. */
  static Behaviour raw(String text) {
    return (client, request) -> client.write(text);
  }

  /** A whole answer with JSON in it. */
  static Behaviour answer(int status, String body, String... headers) {
    return raw(text(status, "application/json", body, headers));
  }

  /** A whole answer with a page for people in it. */
  static Behaviour page(int status, String... headers) {
    return raw(text(status, "text/html", "<html><body>Sorry</body></html>", headers));
  }

  /** Does this as well, after that. */
  default Behaviour then(Behaviour next) {
    return (client, request) -> {
      on(client, request);
      next.on(client, request);
    };
  }

  /** Ends the connection, as a process that stops in good order does. */
  static Behaviour close() {
    return (client, request) -> client.close();
  }

  /** Breaks the connection, as a process that is killed does. */
  static Behaviour reset() {
    return (client, request) -> client.reset();
  }

  /** Writes this, some 50 characters a second. */
  static Behaviour drip(String text) {
    return (client, request) -> client.drip(text);
  }

  /** Writes spaces, as many bytes as anybody will read. */
  static Behaviour flood(int bytes) {
    return (client, request) -> client.flood(bytes);
  }

  /** An answer as it stands on the wire. */
  static String text(int status, String type, String body, String... headers) {
    var head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    for (String each : headers) {
      head.append(each).append("\r\n");
    }
    if (!type.isEmpty()) {
      head.append("Content-Type: ").append(type).append("\r\n");
    }
    return String.format(Locale.ROOT, "%sContent-Length: %d\r\n\r\n%s", head, body.length(), body);
  }
}
