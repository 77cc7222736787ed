package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/** The live sessions, oldest first, and what is yet to end. Guarded by the realm. */
final class Sessions {

  private final Map<String, Set<Session>> live = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final BsnSettings settings;
  private final Journal journal;
  private final StateFile state;

  Sessions(BsnSettings settings, Journal journal, StateFile state) {
    this.settings = settings;
    this.journal = journal;
    this.state = state;
  }

  private record Due(Instant at, Session session) {}

  /** A login: may push out older sessions of the same client and user. */
  Session login(ClientApplication client, String username) {
    endOldest(client, username);
    Instant now = settings.clock.instant();
    return start(client, username, now, idleEnd(now, now));
  }

  /** A session that ends with its only access token. */
  Session forClient(ClientApplication client, Instant endsAt) {
    String username = "service-account-" + client.id();
    return start(client, username, settings.clock.instant(), endsAt);
  }

  /** A refresh: the session lives on, but never past its longest life. */
  void extend(Session session) {
    session.extend(idleEnd(session.startedAt(), settings.clock.instant()));
    state.note("extended", session.id(), session.endsAt());
  }

  void select(Session session, Network network) {
    session.select(network, settings.clock.instant());
    state.note("network", session.id(), network.id(), network.name(), session.modifiedAt());
  }

  void end(Session session, SessionEnd reason) {
    end(session, reason, settings.clock.instant());
  }

  /** Ends what has ended by itself since somebody last looked, at the instants when it did. */
  void noticeEnds() {
    Instant now = settings.clock.instant();
    for (Due head = due.peek(); head != null && !now.isBefore(head.at()); head = due.peek()) {
      Session session = due.remove().session();
      if (now.isBefore(session.endsAt())) {
        due.add(new Due(session.endsAt(), session));
      } else {
        end(session, SessionEnd.EXPIRED, session.endsAt());
      }
    }
  }

  List<Session> of(String username) {
    return List.copyOf(live.getOrDefault(username, Set.of()));
  }

  /** Puts back a session from the state file. */
  void restore(Session session) {
    live.computeIfAbsent(session.username(), user -> new LinkedHashSet<>()).add(session);
    due.add(new Due(session.endsAt(), session));
  }

  /** Puts back the end of a session from the state file. */
  void restoreEnd(Session session) {
    session.end();
    live.computeIfPresent(
        session.username(),
        (user, sessions) -> sessions.remove(session) && sessions.isEmpty() ? null : sessions);
  }

  private Session start(ClientApplication client, String username, Instant now, Instant endsAt) {
    String id = UUID.randomUUID().toString();
    Session session = new Session(id, client.id(), username, now, endsAt);
    restore(session);
    state.note("session", id, client.id(), username, now, endsAt);
    journal.record(now, TruthKind.SESSION_STARTED, session);
    return session;
  }

  private void end(Session session, SessionEnd reason, Instant at) {
    if (!session.ended()) {
      restoreEnd(session);
      state.note("ended", session.id());
      journal.record(at, TruthKind.SESSION_ENDED, session, reason.name());
    }
  }

  private void endOldest(ClientApplication client, String username) {
    List<Session> sessions =
        of(username).stream().filter(session -> session.clientId().equals(client.id())).toList();
    sessions
        .subList(0, Math.max(0, sessions.size() - settings.maxSessionsPerUser + 1))
        .forEach(session -> end(session, SessionEnd.CAP));
  }

  private Instant idleEnd(Instant startedAt, Instant now) {
    Instant idle = now.plus(settings.lifetimes.refreshToken());
    Instant longest = startedAt.plus(settings.lifetimes.session());
    return idle.isBefore(longest) ? idle : longest;
  }
}
