package dev.tokenkeeper.testkit.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts back, event by event, what a {@link StateFile} kept. */
final class StateReplay {

  private final Realm realm;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();

  StateReplay(Realm realm) {
    this.realm = realm;
  }

  void apply(String lines) {
    lines.lines().forEach(this::applyLine);
  }

  private void applyLine(String line) {
    try {
      for (String event : line.split("\\|", -1)) {
        applyEvent(Arrays.stream(event.split(" ", -1)).map(StateReplay::decoded).toList());
      }
    } catch (RuntimeException e) {
      throw new IllegalStateException("not a line of a simulator's state file: " + line, e);
    }
  }

  private void applyEvent(List<String> f) {
    switch (f.get(0)) {
      case "session" -> session(f);
      case "extended" -> session(f.get(1)).extend(Instant.parse(f.get(2)));
      case "network" -> session(f.get(1)).select(network(f), Instant.parse(f.get(4)));
      case "ended" -> realm.sessions.restoreEnd(session(f.get(1)));
      case "token" -> token(f);
      case "spent" -> token(f.get(1)).spend();
      case "revoked" -> token(f.get(1)).revoke();
      case "standing" -> realm.accounts.change(f.get(1), standing(f));
      default -> throw new IllegalStateException("no such event: " + f.get(0));
    }
  }

  private void session(List<String> f) {
    Session session =
        new Session(f.get(1), f.get(2), f.get(3), Instant.parse(f.get(4)), Instant.parse(f.get(5)));
    sessions.put(session.id(), session);
    realm.sessions.restore(session);
  }

  private void token(List<String> f) {
    Token.Kind kind = Token.Kind.valueOf(f.get(2));
    Session session = session(f.get(3));
    Instant expiresAt = Instant.parse(f.get(5));
    Token token = new Token(f.get(1), kind, session, f.get(4), expiresAt);
    tokens.put(token.hash(), token);
    realm.tokens.restore(token);
    if (kind == Token.Kind.ACCESS) {
      realm.budget.add(session.clientId(), expiresAt);
    }
  }

  private Session session(String id) {
    return known(sessions, id);
  }

  private Token token(String hash) {
    return known(tokens, hash);
  }

  private static Network network(List<String> f) {
    return new Network(Long.parseLong(f.get(2)), f.get(3));
  }

  private static Accounts.Standing standing(List<String> f) {
    return new Accounts.Standing(
        Integer.parseInt(f.get(2)), Boolean.parseBoolean(f.get(3)), Boolean.parseBoolean(f.get(4)));
  }

  private static <T> T known(Map<String, T> all, String key) {
    T found = all.get(key);
    if (found == null) {
      throw new IllegalStateException("not mentioned before: " + key);
    }
    return found;
  }

  private static String decoded(String field) {
    return URLDecoder.decode(field, StandardCharsets.UTF_8);
  }
}
