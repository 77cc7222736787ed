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

/** The live sessions, oldest first, and what is yet to end. Guarded by the platform. */
final class RingCentralSessions {

  private final Map<String, Set<RingCentralSession>> live = new HashMap<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final RingCentralSettings settings;
  private final RingCentralTokens tokens;
  private final Journal journal;
  private final StateFile state;

  RingCentralSessions(
      RingCentralSettings settings, RingCentralTokens tokens, Journal journal, StateFile state) {
    this.settings = settings;
    this.tokens = tokens;
    this.journal = journal;
    this.state = state;
  }

  private record Due(Instant at, RingCentralPair pair) {}

  /**
   * Begins a session, still without tokens, which may push out an older one.
   *
   * @param kind as what it enters the log: a person's agreement or an assertion
   */
  RingCentralSession start(
      ClientApplication client, String username, String endpointId, TruthKind kind) {
    makeRoom(client, username);
    Instant now = settings.clock.instant();
    Instant end = settings.absoluteSessionTimeout.map(now::plus).orElse(Instant.MAX);
    String id = UUID.randomUUID().toString();
    RingCentralSession session = new RingCentralSession(id, client.id(), username, endpointId, end);
    restore(session);
    state.note("session", id, client.id(), username, endpointId, end);
    journal.add(new TruthEntry(now, kind, username, id, "", ""));
    return session;
  }

  /** Issues the session's next pair, which kills the one before. */
  RingCentralPair issue(
      RingCentralSession session, RingCentralLifetimes lifetimes, boolean replay) {
    Instant now = settings.clock.instant();
    RingCentralPair pair =
        new RingCentralPair(
            session,
            session.current().map(RingCentralPair::generation).orElse(0) + 1,
            now,
            session.within(now.plus(lifetimes.accessToken())),
            settings.refreshTokens ? session.within(now.plus(lifetimes.refreshToken())) : null);
    restore(pair, replay);
    String refreshEnds = pair.refreshEnds().map(Instant::toString).orElse("");
    state.note(
        "pair", session.id(), pair.generation(), now, pair.accessEnds(), refreshEnds, replay);
    record(TruthKind.ISSUED, pair);
    return pair;
  }

  /** The API has accepted the access token. */
  void use(RingCentralPair pair) {
    if (pair.firstUsedAt().isEmpty()) {
      pair.use(settings.clock.instant());
      state.note("used", pair.session().id(), settings.clock.instant());
    }
  }

  /** Revokes the present tokens of a session, and ends it. */
  void revoke(RingCentralSession session) {
    if (session.ended().isEmpty()) {
      session.current().ifPresent(pair -> record(TruthKind.REVOKED, pair));
      end(session, SessionEnd.REVOKED);
    }
  }

  void end(RingCentralSession session, SessionEnd reason) {
    end(session, reason, settings.clock.instant());
  }

  /** Ends what has ended by itself since somebody last looked, at the instants when it did. */
  void noticeEnds() {
    Instant now = settings.clock.instant();
    for (Due head = due.peek(); head != null && !now.isBefore(head.at()); head = due.peek()) {
      RingCentralPair pair = due.remove().pair();
      if (pair.session().isCurrent(pair)) {
        end(pair.session(), SessionEnd.EXPIRED, pair.endsAt());
      }
    }
  }

  List<RingCentralSession> of(String username) {
    return List.copyOf(live.getOrDefault(username, Set.of()));
  }

  /** Puts back a session from the state file. */
  void restore(RingCentralSession session) {
    live.computeIfAbsent(session.username(), user -> new LinkedHashSet<>()).add(session);
  }

  /** Puts back a pair from the state file. */
  void restore(RingCentralPair pair, boolean replay) {
    pair.session().hold(pair, replay);
    tokens.add(pair);
    due.add(new Due(pair.endsAt(), pair));
  }

  /** Puts back the end of a session from the state file. */
  void restoreEnd(RingCentralSession session, SessionEnd reason) {
    session.end(reason);
    live.computeIfPresent(
        session.username(),
        (user, sessions) -> sessions.remove(session) && sessions.isEmpty() ? null : sessions);
  }

  private void end(RingCentralSession session, SessionEnd reason, Instant at) {
    if (session.ended().isEmpty()) {
      restoreEnd(session, reason);
      state.note("ended", session.id(), reason);
      String user = session.username();
      journal.add(
          new TruthEntry(at, TruthKind.SESSION_ENDED, user, session.id(), "", reason.name()));
    }
  }

  private void makeRoom(ClientApplication client, String username) {
    List<RingCentralSession> sessions =
        of(username).stream().filter(session -> session.clientId().equals(client.id())).toList();
    int tooMany = Math.max(0, sessions.size() - settings.maxSessionsPerUser + 1);
    if (tooMany > 0 && settings.atSessionCap == RingCentralAtSessionCap.REFUSE_429) {
      Instant now = settings.clock.instant();
      journal.add(new TruthEntry(now, TruthKind.THROTTLED, username, "", "", "SESSIONS"));
      throw new Refusal(RingCentralErrors.rateExceeded());
    }
    sessions.subList(0, tooMany).forEach(session -> end(session, SessionEnd.CAP));
  }

  private void record(TruthKind kind, RingCentralPair pair) {
    record(kind, Token.Kind.ACCESS, pair);
    pair.refreshEnds().ifPresent(end -> record(kind, Token.Kind.REFRESH, pair));
  }

  private void record(TruthKind kind, Token.Kind token, RingCentralPair pair) {
    RingCentralSession session = pair.session();
    String value = tokens.value(token, pair);
    String fingerprint = TruthLog.fingerprint(value);
    Instant now = settings.clock.instant();
    TruthEntry entry =
        new TruthEntry(now, kind, session.username(), session.id(), fingerprint, token.name());
    if (kind == TruthKind.ISSUED) {
      journal.issued(entry, value);
    } else {
      journal.add(entry);
    }
  }
}
