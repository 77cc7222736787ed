package dev.tokenkeeper.benchmarks.crash;

import static java.util.stream.Collectors.groupingBy;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.provider.TokenFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the keepers of one run said that they sent, got and stored. Safe for use by many threads.
 */
final class Journal {
  /**
   * A process that was killed so soon after an answer had no time to store it. It has as long as
   * the protocol assumes that the holder of an answer needs at most.
   */
  static final long TIME_TO_STORE_MILLIS = KeeperPlan.ATTEMPT.plus(KeeperPlan.SETTLE).toMillis();

  private final List<Sent> sent = new ArrayList<>();
  private final Set<String> unsent = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Got> got = new HashMap<>();
  private final Set<String> kept = new HashSet<>();
  private long slowestStoreMillis;
  private final Map<String, Long> killedAt = new HashMap<>();

  private record Sent(
      String process, String attempt, boolean first, String token, String generation) {}

  private record Got(String process, String attempt, long atMillis) {}

  /** Notes a line; false if it is none of these. */
  synchronized boolean note(String process, long atMillis, List<String> words) {
    switch (words.get(0)) {
      case "send" -> sent.add(sent(process, words));
      case "unsent" -> unsent.add(words.get(1));
      case "refused" -> refused.add(words.get(1));
      case "got" -> got.put(words.get(1), new Got(process, words.get(1), atMillis));
      case "kept" -> kept(words.get(1), atMillis);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void kept(String attempt, long atMillis) {
    Got answer = got.get(attempt);
    if (kept.add(attempt) && answer != null) {
      slowestStoreMillis = Math.max(slowestStoreMillis, atMillis - answer.atMillis);
    }
  }

  private static Sent sent(String process, List<String> words) {
    String generation = String.join(" ", words.subList(4, 8));
    return new Sent(process, words.get(1), words.get(2).equals("FIRST"), words.get(3), generation);
  }

  /** A process was killed. */
  synchronized void killed(String process, long atMillis) {
    killedAt.put(process, atMillis);
  }

  /**
   * Returns requests that the protocol does not permit: first sends of one generation beyond the
   * first that was not plainly refused, and requests that reached the provider beyond one for each
   * attempt of their sender.
   */
  synchronized List<String> duplicates(Map<String, TokenFacts> truth) {
    List<Sent> left = sent.stream().filter(each -> !unsent.contains(each.attempt)).toList();
    Map<String, List<Sent>> byToken = left.stream().collect(groupingBy(Sent::token));
    Stream<String> firsts =
        left.stream()
            .filter(each -> each.first && !refused.contains(each.attempt))
            .collect(groupingBy(Sent::generation))
            .values()
            .stream()
            .flatMap(each -> each.stream().skip(1))
            .map(each -> "not the first " + each);
    Stream<String> unclaimed =
        truth.values().stream()
            .flatMap(token -> excess(token, byToken.getOrDefault(token.fingerprint(), List.of())));
    return Stream.concat(firsts, unclaimed).toList();
  }

  private static Stream<String> excess(TokenFacts token, List<Sent> sends) {
    Map<String, Integer> unaccounted = new HashMap<>();
    token.uses().forEach(use -> unaccounted.merge(use.process(), 1, Integer::sum));
    sends.forEach(each -> unaccounted.merge(each.process, -1, Integer::sum));
    return unaccounted.entrySet().stream()
        .flatMap(each -> Collections.nCopies(Math.max(0, each.getValue()), each.getKey()).stream())
        .map(process -> "unclaimed by " + process + " of " + token + " with " + sends);
  }

  /** Returns the answers that a process received, lived on to store, and did not store. */
  synchronized List<String> lostReplies() {
    return got.values().stream()
        .filter(each -> !kept.contains(each.attempt) && hadTime(each))
        .map(each -> each + ", killed at " + killedAt.get(each.process))
        .toList();
  }

  /** Returns the longest that it took from an answer to the knowledge that it is stored. */
  synchronized long slowestStoreMillis() {
    return slowestStoreMillis;
  }

  private boolean hadTime(Got answer) {
    Long killed = killedAt.get(answer.process);
    return killed == null || killed - answer.atMillis > TIME_TO_STORE_MILLIS;
  }
}
