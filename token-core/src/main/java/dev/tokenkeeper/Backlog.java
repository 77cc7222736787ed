package dev.tokenkeeper;

import dev.tokenkeeper.port.TokenEndpoint.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When those ask again who were held back: who waits as soon as there may be room, all others of a
 * provider one behind the other, so that however many they are, few of them ask and none of them
 * storms. Whose token ends soon comes back sooner, and where there are not places enough, before
 * those who have more time.
 */
final class Backlog {
  private static final Duration LONGEST_SPREAD = Duration.ofSeconds(5);
  private static final Duration SHORTEST_CLOSURE = Duration.ofSeconds(1);

  /** So many come back in as much time as nobody was let through. */
  private static final int RETURNING = 3_000;

  /** Who is put off for longer would not hear of room that comes earlier than was thought. */
  private static final Duration LONGEST_LINE = Duration.ofMinutes(10);

  /** So often somebody comes back whose time runs out. */
  private static final int LOOKS = 64;

  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /** Who is not waited for does not ask while others of this process are held back; or null. */
  @Nullable Held known(Errand errand, Instant now) {
    Line line = errand.urgent() ? null : lines.get(errand.id().provider());
    return line != null && line.until.isAfter(now)
        ? inLine(errand, new Held(Duration.between(now, line.until), line.reason), line, now)
        : null;
  }

  /**
   * Returns when to come back for one who is held back with all others; whoever is not waited for
   * then stands in line.
   *
   * @param pace how long it takes on average until a place is free
   */
  Held behind(Errand errand, Held held, Duration pace, Instant now) {
    Instant until = now.plus(held.retryAfter());
    return inLine(errand, held, new Line(until, until, pace, held.reason(), false), now);
  }

  /** The same where nobody is let through; but where there is room in a moment, all come back. */
  Held behind(Errand errand, Held held, Instant now) {
    Instant until = now.plus(held.retryAfter());
    Duration pace = held.retryAfter().dividedBy(RETURNING);
    return held.retryAfter().compareTo(SHORTEST_CLOSURE) < 0
        ? held
        : inLine(errand, held, new Line(until, until, pace, held.reason(), true), now);
  }

  private Held inLine(Errand errand, Held held, Line next, Instant now) {
    if (errand.urgent()) {
      return held;
    }
    Line line =
        lines.merge(
            errand.id().provider(), next, (old, added) -> old.isOver(now) ? added : old.and(added));
    Duration wait = Duration.between(now.plus(held.retryAfter()), line.end);
    return new Held(held.retryAfter().plus(shorter(wait, patience(errand))), held.reason());
  }

  /** Whoever has little time comes back often, so that most places go to those. */
  private static Duration patience(Errand errand) {
    boolean hasLittle = errand.left().compareTo(LONGEST_LINE) < 0;
    return errand.left().dividedBy(hasLittle ? LOOKS : 2);
  }

  /** Returns the same for one who is held back alone, and must not come back with all others. */
  static Held alone(Errand errand, Held held) {
    if (errand.urgent()) {
      return held;
    }
    Duration most = shorter(held.retryAfter(), LONGEST_SPREAD);
    long part = errand.attempt().hashCode() & Integer.MAX_VALUE;
    Duration spread = most.multipliedBy(part).dividedBy(Integer.MAX_VALUE);
    return new Held(held.retryAfter().plus(spread), held.reason());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Those of a provider who were held back, until the last of them has come back.
   *
   * @param until nobody asks before
   * @param end when the last of them comes back
   * @param pace how long after one the next comes back
   * @param reason for people
   * @param closed whether nobody was let through: such a line goes on where it was when that is so
   *     once more
   */
  private record Line(Instant until, Instant end, Duration pace, String reason, boolean closed) {
    private boolean isOver(Instant now) {
      return !(closed ? end : until).isAfter(now);
    }

    private Line and(Line next) {
      Instant begins = until.isAfter(next.until) ? until : next.until;
      Duration each = pace.compareTo(next.pace) > 0 ? pace : next.pace;
      Instant behind = (end.isAfter(begins) ? end : begins).plus(each);
      Instant latest = begins.plus(LONGEST_LINE);
      Instant last = behind.isAfter(latest) ? latest : behind;
      return new Line(begins, last, each, next.reason, closed || next.closed);
    }
  }
}
