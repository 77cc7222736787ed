package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A store that can be held before and after a claim and a store, and tells what is stored. */
record WatchedStore(AuthorizationStore store, Watch watch) implements AuthorizationStore {
  @Override
  public Optional<Authorization> find(AuthorizationId id) {
    Optional<Authorization> row = store.find(id);
    row.ifPresent(watch::read);
    return row;
  }

  @Override
  public List<Boolean> apply(List<Transition> transitions) {
    boolean claims = transitions.stream().anyMatch(watch::isClaim);
    boolean stores = transitions.stream().anyMatch(watch::isStore);
    if (claims) {
      watch.reach(Point.BEFORE_CLAIM);
    }
    if (stores) {
      watch.reach(Point.BEFORE_STORE);
      watch.reach(Point.COMMITTING);
    }
    List<Boolean> written = store.apply(transitions);
    for (int i = 0; i < transitions.size(); i++) {
      if (written.get(i)) {
        watch.written(transitions.get(i));
      }
    }
    if (claims) {
      watch.reach(Point.AFTER_CLAIM);
    }
    if (stores) {
      watch.reach(Point.COMMITTED);
    }
    return written;
  }

  @Override
  public List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide) {
    List<Transition> written = store.applyDue(max, (row, now) -> decided(decide.apply(row, now)));
    written.forEach(watch::written);
    if (written.stream().anyMatch(watch::isClaim)) {
      watch.reach(Point.AFTER_CLAIM);
    }
    return written;
  }

  private Transition decided(Transition step) {
    if (watch.isClaim(step)) {
      watch.reach(Point.BEFORE_CLAIM);
    }
    return step;
  }

  @Override
  public Instant now() {
    return store.now();
  }
}
