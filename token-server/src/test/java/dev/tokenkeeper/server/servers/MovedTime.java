package dev.tokenkeeper.server.servers;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The time of a keeper and of its store: the real one, and what a test lets pass besides. */
final class MovedTime implements InstantSource {
  private volatile Duration passed = Duration.ZERO;

  void pass(Duration more) {
    passed = passed.plus(more);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(passed);
  }

  /** Returns the same store, in this time. */
  AuthorizationStore in(AuthorizationStore store) {
    return new Moved(store, this);
  }

  private record Moved(AuthorizationStore store, MovedTime time) implements AuthorizationStore {
    @Override
    public Optional<Authorization> find(AuthorizationId id) {
      return store.find(id);
    }

    @Override
    public List<Boolean> apply(List<Transition> transitions) {
      return store.apply(transitions);
    }

    @Override
    public List<Transition> applyDue(
        int max, BiFunction<Authorization, Instant, Transition> decide) {
      return store.applyDue(max, (row, at) -> decide.apply(row, at.plus(time.passed)));
    }

    @Override
    public Instant now() {
      return store.now().plus(time.passed);
    }
  }
}
