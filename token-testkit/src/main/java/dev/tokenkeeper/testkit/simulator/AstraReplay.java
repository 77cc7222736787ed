package dev.tokenkeeper.testkit.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Puts back, event by event, what a {@link StateFile} kept. */
final class AstraReplay {

  private final AstraSite site;

  AstraReplay(AstraSite site) {
    this.site = site;
  }

  void apply(String lines) {
    lines.lines().forEach(this::applyLine);
  }

  private void applyLine(String line) {
    try {
      for (String event : line.split("\\|", -1)) {
        applyEvent(Arrays.stream(event.split(" ", -1)).map(AstraReplay::decoded).toList());
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException("not a line of a simulator's state file: " + line, e);
    }
  }

  private void applyEvent(List<String> f) {
    switch (f.get(0)) {
      case "token" -> site.tokens.restore(token(f));
      case "over" -> site.tokens.restoreEnd(f.get(1), AstraToken.End.valueOf(f.get(2)));
      case "intent" -> site.intents.restore(intent(f));
      default -> throw new IllegalStateException("no such event: " + f.get(0));
    }
  }

  private static AstraToken token(List<String> f) {
    AstraToken.Owner owner = new AstraToken.Owner(f.get(3), f.get(4));
    AstraToken.Kind kind = AstraToken.Kind.valueOf(f.get(2));
    return new AstraToken(f.get(1), kind, owner, f.get(5), Instant.parse(f.get(6)));
  }

  private static AstraUserIntents.Intent intent(List<String> f) {
    boolean converted = Boolean.parseBoolean(f.get(4));
    return new AstraUserIntents.Intent(f.get(1), f.get(2), f.get(3), converted);
  }

  private static String decoded(String field) {
    return URLDecoder.decode(field, StandardCharsets.UTF_8);
  }
}
