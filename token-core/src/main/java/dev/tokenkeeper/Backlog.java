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
   * Takes note that nobody is let through for so long.
   *
   * @param pace how long after one the next is to come back
   */
  synchronized void shut(String provider, Held held, Duration pace, Instant now) {
    Instant until = now.plus(held.retryAfter());
    Line old = lines.get(provider);
    Line line = old == null || old.isOver(now) ? new Line(until, until, 0, pace, "") : old;
    lines.put(provider, line.shut(until, pace, held.reason()));
  }

  /** Returns after how long a row that was held back is due again: when its turn in line comes. */
  synchronized Duration wait(Errand errand, Held held, Instant now) {
    Duration wait = held.retryAfter();
    String provider = errand.id().provider();
    Line line = lines.get(provider);
    if (errand.urgent()) {
      return wait;
    }
    if (line == null || !line.until.isAfter(now)) {
      return wait.plus(spread(errand, wait));
    }
    Line longer = line.longer();
    lines.put(provider, longer);
    Duration more = Duration.between(now.plus(wait), longer.last);
    return more.isNegative() ? wait : wait.plus(shorter(more, patience(errand)));
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

  /**
   * Those of a provider who were held back.
   *
   * @param until nobody asks before
   * @param last when the last of them comes back
   * @param length how many they are
   * @param pace how long after one the next comes back
   * @param reason for people
   */
  private record Line(Instant until, Instant last, int length, Duration pace, String reason) {
    private static final int LONG = 100;
    private static final Duration ITS_END = Duration.ofMinutes(1);

    /**
     * A long one lasts until the last of them has come back, however often it is shut meanwhile.
     */
    private boolean isOver(Instant now) {
      return !(length < LONG ? until : last).isAfter(now);
    }

    private Line shut(Instant untilThen, Duration newPace, String why) {
      return new Line(later(until, untilThen), later(last, untilThen), length, newPace, why);
    }

    /** One more joins it; where it would be too long, beside those near its end. */
    private Line longer() {
      Instant behind = length == 0 ? last : last.plus(pace);
      boolean isTooLong = behind.isAfter(until.plus(LONGEST_LINE));
      Instant turn = isTooLong ? until.plus(LONGEST_LINE.minus(ITS_END)) : behind;
      return new Line(until, turn, length + 1, pace, reason);
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }
  }
}
