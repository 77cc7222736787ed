package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the requests to the auth group, and punishes (provider notes, 6.7). Guarded by the
 * platform.
 *
 * <p>The window slides, the strictest reading of "per 60 s". It begins anew after a penalty.
 */
final class RingCentralLimiter {

  private final Map<Key, Tally> tallies = new HashMap<>();
  private final RingCentralSettings settings;
  private final RingCentralAuthLimit limit;
  private final Journal journal;
  private long exceeded;

  RingCentralLimiter(RingCentralSettings settings, Journal journal) {
    this.settings = settings;
    this.limit = settings.authLimit;
    this.journal = journal;
  }

  record Key(String clientId, String username) {}

  private static final class Tally {
    private final Deque<Instant> admitted = new ArrayDeque<>();
    private Instant penaltyEnds = Instant.MIN;
  }

  /** Admits a request, or refuses it with 429. */
  void admit(Key key) {
    if (limit.isNone()) {
      return;
    }
    Instant now = settings.clock.instant();
    Tally tally = tally(key);
    if (now.isBefore(tally.penaltyEnds)) {
      throw punished(tally, now, key, "PENALTY");
    }
    tally.admitted.removeIf(at -> !now.isBefore(at.plus(limit.window())));
    if (tally.admitted.size() >= limit.requests()) {
      throw punished(tally, now, key, "LIMIT");
    }
    tally.admitted.add(now);
  }

  /** With the headers that tell how many requests are left. */
  Answer marked(Answer answer, Key key) {
    // A 429 either has them already, or is another kind of limit's, which is told by their absence.
    return limit.isNone() || answer.status() == 429
        ? answer
        : marked(answer, limit.requests() - tally(key).admitted.size());
  }

  /** How many requests were refused. */
  long exceeded() {
    return exceeded;
  }

  void forget() {
    tallies.clear();
  }

  private Refusal punished(Tally tally, Instant now, Key key, String which) {
    tally.admitted.clear();
    tally.penaltyEnds = now.plus(limit.penalty());
    exceeded++;
    journal.add(new TruthEntry(now, TruthKind.THROTTLED, key.username(), "", "", which));
    Answer answer = marked(RingCentralErrors.rateExceeded(), 0);
    return new Refusal(
        settings.retryAfterHeader
            ? answer.header("Retry-After", seconds(limit.penalty()))
            : answer);
  }

  private Answer marked(Answer answer, int remaining) {
    return answer
        .header("X-Rate-Limit-Group", "auth")
        .header("X-Rate-Limit-Limit", Integer.toString(limit.requests()))
        .header("X-Rate-Limit-Remaining", Integer.toString(remaining))
        .header("X-Rate-Limit-Window", seconds(limit.window()));
  }

  private Tally tally(Key key) {
    Key counted =
        limit.key() == RingCentralLimitKey.APPLICATION ? new Key(key.clientId(), "") : key;
    return tallies.computeIfAbsent(counted, unknown -> new Tally());
  }

  /** Rounded up: who waits for so long has waited long enough. */
  private static String seconds(Duration duration) {
    return Long.toString(duration.plusNanos(999_999_999).toSeconds());
  }
}
