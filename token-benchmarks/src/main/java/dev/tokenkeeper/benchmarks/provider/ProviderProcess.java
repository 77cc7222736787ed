package dev.tokenkeeper.benchmarks.provider;

import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.process.Point;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The provider's process. Arguments: rule, latency, life of access tokens and grace in
 * milliseconds. Tells {@code ready PORT} and {@code reached POINT}; obeys {@code arm POINT
 * PROCESS}, {@code disarm} and {@code go}.
 */
final class ProviderProcess {
  private ProviderProcess() {}

  public static void main(String... args) throws IOException {
    var gate = new Gate(point -> Parent.tell("reached", point));
    long graceMicros = Duration.ofMillis(Long.parseLong(args[3])).toNanos() / 1000;
    var truth = new Truth(ProviderRule.of(args[0]), graceMicros, ProviderProcess::micros);
    var server =
        new TokenServer(
            truth,
            gate,
            Duration.ofMillis(Long.parseLong(args[1])),
            Duration.ofMillis(Long.parseLong(args[2])));
    Parent.tell("ready", Integer.toString(server.start()));
    Parent.obey(order -> obey(gate, order));
  }

  private static void obey(Gate gate, List<String> order) {
    switch (order.get(0)) {
      case "arm" -> gate.arm(Point.valueOf(order.get(1)), order.get(2));
      case "disarm" -> gate.disarm();
      case "go" -> gate.open();
      default -> throw new IllegalArgumentException("No such order: " + order.get(0));
    }
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
