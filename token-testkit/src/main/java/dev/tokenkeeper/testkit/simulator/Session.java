package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One login of one user with one client. Guarded by the realm. */
final class Session {

  private final String id;
  private final String clientId;
  private final String username;
  private final Instant startedAt;
  private Instant endsAt;
  private Instant modifiedAt;
  private @Nullable Network network;
  private @Nullable Token refreshToken;
  private boolean ended;

  Session(String id, String clientId, String username, Instant startedAt, Instant endsAt) {
    this.id = id;
    this.clientId = clientId;
    this.username = username;
    this.startedAt = startedAt;
    this.endsAt = endsAt;
    this.modifiedAt = startedAt;
  }

  String id() {
    return id;
  }

  String clientId() {
    return clientId;
  }

  String username() {
    return username;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** When it ends by itself, unless it is extended or ended before. */
  Instant endsAt() {
    return endsAt;
  }

  Instant modifiedAt() {
    return modifiedAt;
  }

  Optional<Network> network() {
    return Optional.ofNullable(network);
  }

  /** The newest refresh token, spent or not. */
  Optional<Token> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  boolean ended() {
    return ended;
  }

  void extend(Instant newEnd) {
    endsAt = newEnd;
  }

  void select(Network selected, Instant at) {
    network = selected;
    modifiedAt = at;
  }

  void hold(Token newest) {
    refreshToken = newest;
  }

  void end() {
    ended = true;
  }
}
