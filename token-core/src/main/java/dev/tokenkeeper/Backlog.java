package dev.tokenkeeper;

import dev.tokenkeeper.port.TokenEndpoint.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When those come back who were held back and whom nobody waits for: all of a provider one behind
 * the other, so that however many they are, few of them ask and none of them storms. Whose token
 * ends soon comes back more often, and so, where places are short, before those who have more time.
 * Safe for use by many threads.
 */
final class Backlog {
  /** Who is put off for longer would not hear of room that comes earlier than was thought. */
  private static final Duration LONGEST_LINE = Duration.ofMinutes(10);

  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(5);

  /** Two hundred a second come back to a provider that lets people in again. */
  private static final Duration AFTER_A_CLOSURE = Duration.ofMillis(5);

  /** Where there is room again so soon, others may ask meanwhile. */
  private static final Duration SHORTEST_CLOSURE = Duration.ofSeconds(1);

  /** So often somebody comes back whose time runs out. */
  private static final int LOOKS = 64;

  private final Map<String, Line> lines = new HashMap<>();

  /** Why it is of no use to ask before some time; or null. */
  synchronized @Nullable Held known(String provider, Instant now) {
    Line line = lines.get(provider);
    return line != null && line.until.isAfter(now)
        ? new Held(Duration.between(now, line.until), line.reason)
        : null;
  }

  /**
   * Takes note that no place is free.
   *
   * @param pace how long it takes on average until one is
   */
  void full(String provider, Held held, Duration pace, Instant now) {
    Instant back = now.plus(held.retryAfter());
    note(provider, new Line(back, back, pace, held.reason(), false), now);
  }

  /** Takes note that nobody is let through. */
  void closed(String provider, Held held, Instant now) {
    Instant back = now.plus(held.retryAfter());
    boolean isMoment = held.retryAfter().compareTo(SHORTEST_CLOSURE) < 0;
    Instant until = isMoment ? now : back;
    note(provider, new Line(until, back, AFTER_A_CLOSURE, held.reason(), true), now);
  }

  private synchronized void note(String provider, Line line, Instant now) {
    lines.merge(provider, line, (old, next) -> old.isOver(now) ? next : old.and(next));
  }

  /** Returns after how long a row that was held back is due again: when its turn in line comes. */
  synchronized Duration wait(Errand errand, Held held, Instant now) {
    Duration wait = held.retryAfter();
    if (errand.urgent()) {
      return wait;
    }
    String provider = errand.id().provider();
    Line line = lines.get(provider);
    if (line == null || line.isOver(now)) {
      return wait.plus(spread(errand, wait));
    }
    Instant back = now.plus(wait);
    Instant turn = later(line.next, back);
    lines.put(provider, line.behind(turn, now));
    return wait.plus(shorter(Duration.between(back, turn), patience(errand)));
  }

  /** Whoever is held back alone must not come back with all others. */
  private static Duration spread(Errand errand, Duration wait) {
    long part = errand.attempt().hashCode() & Integer.MAX_VALUE;
    return shorter(wait, LONGEST_SPREAD).multipliedBy(part).dividedBy(Integer.MAX_VALUE);
  }

  private static Duration patience(Errand errand) {
    boolean hasLittle = errand.left().compareTo(LONGEST_LINE) < 0;
    return errand.left().dividedBy(hasLittle ? LOOKS : 2);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * Those of a provider who were held back.
   *
   * @param until nobody asks before
   * @param next when the next who joins comes back
   * @param pace how long after one the other comes back
   * @param reason for people
   * @param closed whether nobody was let through: such a line goes on where it was when that is so
   *     once more
   */
  private record Line(Instant until, Instant next, Duration pace, String reason, boolean closed) {
    private boolean isOver(Instant now) {
      return !(closed ? next : until).isAfter(now);
    }

    /** Where it is too long, the next stand beside the first. */
    private Line behind(Instant turn, Instant now) {
      Instant first = later(until, now);
      Instant behind = turn.plus(pace);
      boolean isTooLong = behind.isAfter(first.plus(LONGEST_LINE));
      return new Line(until, isTooLong ? first : behind, pace, reason, closed);
    }

    private Line and(Line other) {
      return new Line(
          later(until, other.until),
          later(next, other.next),
          other.pace,
          other.reason,
          other.closed);
    }
  }
}
