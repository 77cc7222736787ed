package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.crash.Holding.Version;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who of one provider's users was hit by a kill, and what became of them. Fed with what the store
 * holds and what the provider knows, in this order of time. Safe for use by many threads.
 */
final class Casualties {
  private final boolean storeKnows;
  private final Map<Version, Long> pending = new HashMap<>();
  private final Set<Version> surfaced = new HashSet<>();
  private final Set<Version> lost = new HashSet<>();
  private final List<Long> resolveMillis = new ArrayList<>();
  private int recovered;
  private int needless;
  private int unexplained;

  /**
   * Begins with nobody hit.
   *
   * @param storeKnows whether the store will say when only the user can help; if not, whose tokens
   *     are dead is lost at once
   */
  Casualties(boolean storeKnows) {
    this.storeKnows = storeKnows;
  }

  /**
   * A process was killed: whom was it sending for?
   *
   * @param atMicros just before the signal went out
   * @param rows as they are after its death
   * @return whether it had spent a token, by then, whose successor is not stored
   */
  synchronized boolean strike(
      String process, long atMicros, Collection<Holding> rows, Map<String, TokenFacts> truth) {
    boolean between = false;
    for (Holding row : rows) {
      TokenFacts token = row.token() == null ? null : truth.get(row.token());
      if (!row.ended() && isHit(row, token, process)) {
        pending.putIfAbsent(row.version(), atMicros / 1000);
        between |= token != null && token.isSpentBy(process, atMicros);
      }
    }
    return between;
  }

  private boolean isHit(Holding row, @Nullable TokenFacts token, String process) {
    return row.sender() == null
        ? !storeKnows && token != null && token.isUsedBy(process)
        : row.sender().equals(process);
  }

  /** Looks who has recovered and who never will. */
  synchronized void observe(Collection<Holding> rows, Map<String, TokenFacts> truth) {
    Map<String, Holding> byUser = new HashMap<>();
    rows.forEach(row -> byUser.put(row.user(), row));
    rows.forEach(row -> note(row, truth));
    pending.entrySet().removeIf(hit -> isResolved(hit, byUser, truth));
  }

  private void note(Holding row, Map<String, TokenFacts> truth) {
    Verdict verdict = Verdict.of(row, truth);
    if (row.ended() && surfaced.add(row.version())) {
      needless += verdict == Verdict.NEEDLESSLY_SURFACED ? 1 : 0;
      unexplained += pending.containsKey(row.version()) ? 0 : 1;
    } else if (!storeKnows && verdict == Verdict.LOST && isFamilyEnded(row, truth)) {
      lost.add(row.version());
    }
  }

  private static boolean isFamilyEnded(Holding row, Map<String, TokenFacts> truth) {
    TokenFacts facts = row.token() == null ? null : truth.get(row.token());
    return facts != null && facts.familyEnded();
  }

  private boolean isResolved(
      Map.Entry<Version, Long> hit, Map<String, Holding> rows, Map<String, TokenFacts> truth) {
    Version version = hit.getKey();
    Holding row = rows.get(version.user());
    if (row == null) {
      return false;
    }
    if (surfaced.contains(row.version()) || row.epoch() != version.epoch()) {
      // A new epoch is the user's doing: what it replaced had come to its end.
      resolveMillis.add(Math.max(0, row.renewedAtMillis() - hit.getValue()));
      return true;
    }
    if (lost.contains(row.version())) {
      return true;
    }
    long steps = row.generation() - version.generation();
    boolean good = steps > 1 || (steps == 1 && Verdict.of(row, truth) == Verdict.ALIVE);
    if (good) {
      recovered++;
      resolveMillis.add(Math.max(0, row.renewedAtMillis() - hit.getValue()));
    }
    return good;
  }

  /** What does not come back to life at the end, whether or not it was hit. */
  synchronized void lost(Holding row) {
    lost.add(row.version());
  }

  /** Returns the users who have to log in again. */
  synchronized Set<String> toLogIn(Collection<Holding> rows) {
    Set<String> users = new TreeSet<>();
    rows.stream()
        .filter(row -> surfaced.contains(row.version()) || lost.contains(row.version()))
        .forEach(row -> users.add(row.user()));
    return users;
  }

  /** Returns how many were surfaced that no kill had hit; stopped processes may explain them. */
  synchronized int unexplained() {
    return unexplained;
  }

  /** Returns how many hits have not come to an end yet. */
  synchronized int pending() {
    return pending.size();
  }

  /** Returns the figures of all that was observed. */
  synchronized Figures figures(int kills, int between, int stopped) {
    return new Figures(
        kills,
        between,
        recovered,
        surfaced.size(),
        needless,
        lost.size(),
        Figures.percentile(resolveMillis, 50),
        Figures.percentile(resolveMillis, 99),
        stopped);
  }
}
