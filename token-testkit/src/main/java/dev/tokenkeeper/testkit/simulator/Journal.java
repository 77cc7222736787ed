package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Where the simulator writes what happened: bounded entries, exact counts. Thread-safe. */
final class Journal {

  private final int capacity;
  private final Deque<TruthEntry> entries = new ArrayDeque<>();
  private final Deque<String> issued = new ArrayDeque<>();
  private final Map<Event, Long> totals = new HashMap<>();
  private final Map<String, Map<Event, Long>> byUser = new HashMap<>();
  private long forgotten;

  Journal(int capacity) {
    this.capacity = capacity;
  }

  private record Event(TruthKind kind, String detail) {}

  void record(Instant at, TruthKind kind, Session session) {
    record(at, kind, session, "");
  }

  void record(Instant at, TruthKind kind, Session session, String detail) {
    add(new TruthEntry(at, kind, session.username(), session.id(), "", detail));
  }

  void record(Instant at, TruthKind kind, Token token) {
    Session session = token.session();
    String detail = kind == TruthKind.REVOKED ? token.kind().name() : "";
    add(entry(at, kind, session, token, detail));
  }

  void issued(Instant at, Token token, String value) {
    issued(entry(at, TruthKind.ISSUED, token.session(), token, token.kind().name()), value);
  }

  /** Adds the entry of an issued token, and keeps its value for searches. */
  synchronized void issued(TruthEntry entry, String value) {
    add(entry);
    push(issued, value);
  }

  void refusedLogin(Instant at, String username, LoginRefusal why) {
    add(new TruthEntry(at, TruthKind.REFUSED_LOGIN, username, "", "", why.name()));
  }

  synchronized void count(TruthKind kind, String username, String detail) {
    Event event = new Event(kind, detail);
    totals.merge(event, 1L, Long::sum);
    byUser.computeIfAbsent(username, user -> new HashMap<>()).merge(event, 1L, Long::sum);
  }

  synchronized List<TruthEntry> entries(Predicate<TruthEntry> which) {
    return entries.stream().filter(which).toList();
  }

  synchronized List<String> issuedTokens() {
    return List.copyOf(issued);
  }

  synchronized long forgotten() {
    return forgotten;
  }

  synchronized long count(TruthKind kind) {
    return sum(totals, event -> event.kind() == kind);
  }

  synchronized long count(TruthKind kind, String username) {
    return sum(byUser.getOrDefault(username, Map.of()), event -> event.kind() == kind);
  }

  synchronized long countOf(TruthKind kind, String username, String detail) {
    return sum(byUser.getOrDefault(username, Map.of()), new Event(kind, detail)::equals);
  }

  /** Adds an entry and counts it. */
  synchronized void add(TruthEntry entry) {
    count(entry.kind(), entry.username(), entry.detail());
    push(entries, entry);
  }

  private <T> void push(Deque<T> kept, T newest) {
    if (kept.size() == capacity) {
      kept.removeFirst();
      forgotten++;
    }
    kept.addLast(newest);
  }

  private static TruthEntry entry(
      Instant at, TruthKind kind, Session session, Token token, String detail) {
    String fingerprint = TruthLog.fingerprintOfHash(token.hash());
    return new TruthEntry(at, kind, session.username(), session.id(), fingerprint, detail);
  }

  private static long sum(Map<Event, Long> counts, Predicate<Event> which) {
    return counts.entrySet().stream()
        .filter(count -> which.test(count.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
