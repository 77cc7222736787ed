package dev.tokenkeeper.explorer;

import java.time.Duration;
import java.time.Instant;

/**
 * The explorer's clock: whole ticks, and real instants in the rows. An attempt is one tick long and
 * settles one tick later, so that "before the deadline", "after it" and "settled" are three ticks.
 */
final class Ticks {
  static final Duration TICK = Duration.ofSeconds(30);
  private static final long START = Instant.parse("2026-11-21T12:00:00Z").getEpochSecond();
  private static final Instant[] AT = new Instant[4096];

  static {
    for (int i = 0; i < AT.length; i++) {
      AT[i] = Instant.ofEpochSecond(START + i * TICK.toSeconds());
    }
  }

  private Ticks() {}

  static Instant at(int tick) {
    return AT[tick];
  }

  /** The tick of an instant; one before the start counts as the start. */
  static int of(Instant instant) {
    long ticks = (instant.getEpochSecond() - START) / TICK.toSeconds();
    return (int) Math.max(0, Math.min(ticks, AT.length - 1));
  }
}
