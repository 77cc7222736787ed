package dev.tokenkeeper.testkit.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts back, event by event, what a {@link StateFile} kept. */
final class RingCentralReplay {

  private final RingCentralPlatform platform;
  private final Map<String, RingCentralSession> sessions = new HashMap<>();

  RingCentralReplay(RingCentralPlatform platform) {
    this.platform = platform;
  }

  /** Applies what the file has, and lets what follows be added to it. */
  void resume(Path path, StateFile state) {
    String lines = StateFile.complete(path).orElse("");
    apply(lines.lines().toList());
    state.open(path);
    if (lines.isEmpty()) {
      state.note("key", platform.tokens.key());
      state.commit();
    }
  }

  private void apply(List<String> lines) {
    if (!lines.isEmpty() && !lines.get(0).startsWith("key ")) {
      throw new IllegalStateException("not a state file of a RingCentral simulator");
    }
    for (int i = 0; i < lines.size(); i++) {
      try {
        applyLine(lines.get(i));
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "line " + (i + 1) + " is not of a simulator's state file", e);
      }
    }
  }

  private void applyLine(String line) {
    for (String event : line.split("\\|", -1)) {
      applyEvent(Arrays.stream(event.split(" ", -1)).map(RingCentralReplay::decoded).toList());
    }
  }

  private void applyEvent(List<String> f) {
    switch (f.get(0)) {
      case "key" -> platform.tokens.useKey(f.get(1));
      case "session" -> session(f);
      case "pair" -> platform.sessions.restore(pair(f), Boolean.parseBoolean(f.get(6)));
      case "used" -> current(f.get(1)).use(Instant.parse(f.get(2)));
      case "ended" -> platform.sessions.restoreEnd(session(f.get(1)), SessionEnd.valueOf(f.get(2)));
      case "jwt" -> platform.jwts.restore(f.get(1), jwt(f));
      default -> throw new IllegalStateException("no such event: " + f.get(0));
    }
  }

  private void session(List<String> f) {
    RingCentralSession session =
        new RingCentralSession(f.get(1), f.get(2), f.get(3), f.get(4), Instant.parse(f.get(5)));
    sessions.put(session.id(), session);
    platform.sessions.restore(session);
  }

  private RingCentralPair pair(List<String> f) {
    return new RingCentralPair(
        session(f.get(1)),
        Integer.parseInt(f.get(2)),
        Instant.parse(f.get(3)),
        Instant.parse(f.get(4)),
        instantOrNull(f.get(5)));
  }

  private RingCentralPair current(String sessionId) {
    return session(sessionId).current().orElseThrow();
  }

  private RingCentralSession session(String id) {
    RingCentralSession found = sessions.get(id);
    if (found == null) {
      throw new IllegalStateException("not mentioned before: " + id);
    }
    return found;
  }

  private static RingCentralJwts.Jwt jwt(List<String> f) {
    Set<String> clientIds = f.get(3).isEmpty() ? Set.of() : Set.of(f.get(3).split(" ", -1));
    return new RingCentralJwts.Jwt(f.get(2), clientIds, Boolean.parseBoolean(f.get(4)));
  }

  private static @Nullable Instant instantOrNull(String text) {
    return text.isEmpty() ? null : Instant.parse(text);
  }

  private static String decoded(String field) {
    return URLDecoder.decode(field, StandardCharsets.UTF_8);
  }
}
