package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.load.StormFigures.Round;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Storms on one authorization: in each, all threads of all processes learn at the same moment that
 * the token that they hold is refused, and want another. Belongs to one thread.
 */
final class StormRun {
  private static final int WARM_UP = 3;
  private static final int LEAD_MILLIS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Site site;
  private final Contender contender;
  private final int processes;
  private final int threads;
  private int requestsSoFar;

  StormRun(Site site, Contender contender, int processes, int threads) {
    this.site = site;
    this.contender = contender;
    this.processes = processes;
    this.threads = threads;
  }

  /** Runs so many rounds, after a few that do not count; ends early when nobody answers. */
  StormFigures run(int rounds) throws Exception {
    List<Round> counted = new ArrayList<>();
    // What others had sent before counts for none of our rounds.
    newRequests();
    boolean goesOn = contender.logIn();
    try (var crew = new Crew(site, contender.program(), processes, threads)) {
      for (int i = -WARM_UP; i < rounds && goesOn; i++) {
        Round round = round(crew);
        goesOn = isAnswered(round) && (round.usable() || contender.logIn());
        if (i >= 0) {
          counted.add(round);
          report(counted.size(), rounds);
        }
      }
    }
    return StormFigures.of(processes, threads, counted);
  }

  /** An answer that is still to come would be taken for one of the next round. */
  private boolean isAnswered(Round round) {
    return round.waitsMicros().size() == processes * threads;
  }

  private void report(int done, int rounds) {
    if (done % 10 == 0) {
      site.progress("%s: round %d of %d".formatted(contender.name(), done, rounds));
    }
  }

  private Round round(Crew crew) throws Exception {
    String refused = take(crew);
    String at = Long.toString(System.currentTimeMillis() + LEAD_MILLIS);
    crew.order("storm", Contender.USER, at);
    List<List<String>> answers = crew.hear(processes * threads, PATIENCE);
    Holding held = contender.holding();
    boolean moved = !held.accessToken().equals(refused);
    List<String> good = List.of("served", held.accessToken());
    return new Round(
        newRequests(),
        (int) answers.stream().filter(each -> moved && each.subList(0, 2).equals(good)).count(),
        moved && held.isAtRest() && isGood(held),
        answers.stream().map(each -> Long.valueOf(each.get(2))).toList(),
        answers.stream().map(each -> Long.valueOf(each.get(3))).toList());
  }

  /** Lets every process hold the current token, which must be the same for all. */
  private String take(Crew crew) throws InterruptedException {
    crew.order("take", Contender.USER);
    List<List<String>> taken = crew.hear(processes, PATIENCE);
    if (taken.size() < processes || Set.copyOf(taken).size() != 1) {
      throw new IllegalStateException("The processes do not hold the same token: " + taken);
    }
    return taken.get(0).get(1);
  }

  private boolean isGood(Holding held) {
    Provider provider = site.provider();
    return provider.facts(List.of(held.refreshToken())).values().stream()
        .anyMatch(TokenFacts::alive);
  }

  /** One that came after its round had been counted counts for this round. */
  private int newRequests() {
    int before = requestsSoFar;
    requestsSoFar =
        site.provider().facts().values().stream().mapToInt(each -> each.uses().size()).sum();
    return requestsSoFar - before;
  }
}
