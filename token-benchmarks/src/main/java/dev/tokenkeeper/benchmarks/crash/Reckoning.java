package dev.tokenkeeper.benchmarks.crash;

import java.util.List;
import java.util.function.Consumer;

/** What has become of everybody: looked at during the kills, and judged at the end. */
record Reckoning(Contender contender, Lives lives, List<Front> fronts, Consumer<String> progress) {
  /** Looks at everybody, and sends those back to log in who must. */
  void watch() {
    try {
      List<Holding> rows = contender.holdings();
      fronts.forEach(front -> front.observe(rows));
      lives.youngest().ifPresent(life -> fronts.forEach(front -> front.logIn(life, rows)));
    } catch (RuntimeException e) {
      // A timer forgets what throws; the next look comes by itself.
      progress.accept("could not look: " + e);
    }
  }

  /** Until everybody has new tokens who can have them, all processes being well. */
  void settle() throws InterruptedException {
    lives.awaitAll();
    long since = System.currentTimeMillis();
    if (!Patience.waitFor(() -> pending() == 0 && isSettled(since))) {
      progress.accept(pending() + " hits have not come to an end");
    }
  }

  private int pending() {
    return fronts.stream().mapToInt(Front::pending).sum();
  }

  private boolean isSettled(long since) {
    return contender.holdings().stream()
        .allMatch(row -> !row.ended() && row.renewedAtMillis() >= since);
  }

  /** Everybody is really used once more: whoever is said to be well must be. */
  void useAll() throws InterruptedException {
    Life last = lives.last();
    List<Holding> rows = contender.holdings();
    fronts.forEach(front -> front.judge(rows));
    List<Holding> active = rows.stream().filter(row -> !row.ended()).toList();
    active.forEach(row -> last.renew(row.rule(), row.user()));
    if (!Patience.waitFor(() -> active.stream().noneMatch(row -> renewed(last, row).isEmpty()))) {
      progress.accept("not everybody could be used in time");
    }
    fronts.forEach(front -> front.lost(active, row -> !renewed(last, row).equals("ok")));
  }

  private static String renewed(Life last, Holding row) {
    return last.renewed(row.rule(), row.user());
  }
}
