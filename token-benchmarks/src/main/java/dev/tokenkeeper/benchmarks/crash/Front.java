package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the kills do to the users of one provider. Of the rows that it is shown it takes its own.
 * Strikes come from one thread and looks from another.
 */
final class Front {
  private static final long LOGIN_AGAIN_MILLIS = 1_000;

  private final ProviderRule rule;
  private final Provider provider;
  private final Casualties casualties;
  private final Map<String, Long> loginOrderedAt = new HashMap<>();
  private int between;

  /** Begins with nobody hit; {@code storeKnows} is that of {@link Casualties}. */
  Front(ProviderRule rule, Provider provider, boolean storeKnows) {
    this.rule = rule;
    this.provider = provider;
    this.casualties = new Casualties(storeKnows);
  }

  ProviderRule rule() {
    return rule;
  }

  Provider provider() {
    return provider;
  }

  /** Returns how many kills came between consume and commit of a token of these users. */
  int between() {
    return between;
  }

  /** A process was killed; rows are as they are after its death. */
  void strike(String process, long atMicros, List<Holding> all) {
    List<Holding> rows = own(all);
    between += casualties.strike(process, atMicros, rows, truth(rows)) ? 1 : 0;
  }

  /** Looks how everybody is. */
  void observe(List<Holding> all) {
    List<Holding> rows = own(all);
    casualties.observe(rows, truth(rows));
  }

  /** Has those log in again who must. */
  void logIn(Life life, List<Holding> all) {
    long now = System.currentTimeMillis();
    for (String user : casualties.toLogIn(own(all))) {
      if (now - loginOrderedAt.getOrDefault(user, 0L) > LOGIN_AGAIN_MILLIS) {
        loginOrderedAt.put(user, now);
        life.logIn(rule, user);
      }
    }
  }

  /** Returns how many hits have not come to an end yet. */
  int pending() {
    return casualties.pending();
  }

  /** At the end, whoever is said to be well and has nothing that is good is lost. */
  void judge(List<Holding> all) {
    List<Holding> rows = own(all);
    Map<String, TokenFacts> truth = truth(rows);
    casualties.observe(rows, truth);
    lost(rows, row -> Verdict.of(row, truth) == Verdict.LOST);
  }

  /** And so is whoever cannot really be used, by {@code which}. */
  void lost(List<Holding> all, Predicate<Holding> which) {
    own(all).stream().filter(which).forEach(casualties::lost);
  }

  Figures figures(int kills, int stopped) {
    return casualties.figures(kills, between, stopped);
  }

  /** Returns how many were surfaced that no kill had hit. */
  int unexplained() {
    return casualties.unexplained();
  }

  private List<Holding> own(List<Holding> all) {
    return all.stream().filter(row -> row.rule() == rule).toList();
  }

  private Map<String, TokenFacts> truth(Collection<Holding> rows) {
    return provider.facts(rows.stream().flatMap(Holding::tokens).distinct().toList());
  }
}
