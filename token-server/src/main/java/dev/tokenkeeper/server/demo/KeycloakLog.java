package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads Keycloak's log: each event with its request, which the same thread logs right after. */
final class KeycloakLog {
  private final Map<String, KeycloakLogLine.Event> open = new HashMap<>();
  private final List<KeycloakExchange> exchanges = new ArrayList<>();

  private KeycloakLog() {}

  static List<KeycloakExchange> read(Path file) {
    KeycloakLog log = new KeycloakLog();
    try (Stream<String> lines = Files.lines(file)) {
      lines.flatMap(line -> KeycloakLogLine.parse(line).stream()).forEach(log::learn);
    } catch (IOException e) {
      throw new KeycloakException("Cannot read " + file + ": " + e, e);
    }
    log.open.values().forEach(event -> log.add(event, null));
    return log.exchanges;
  }

  private void learn(KeycloakLogLine line) {
    if (line instanceof KeycloakLogLine.Event event) {
      add(open.put(event.thread(), event), null);
    } else if (line instanceof KeycloakLogLine.Request request) {
      add(open.remove(request.thread()), request);
    }
  }

  private void add(
      KeycloakLogLine.@Nullable Event event, KeycloakLogLine.@Nullable Request request) {
    if (event != null) {
      exchanges.add(new KeycloakExchange(event, request));
    }
  }
}
