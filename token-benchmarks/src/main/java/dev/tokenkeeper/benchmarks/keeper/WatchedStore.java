package dev.tokenkeeper.benchmarks.keeper;

import static java.util.stream.Collectors.toSet;

import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

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
    Set<String> claims = providers(transitions, watch::isClaim);
    Set<String> stores = providers(transitions, watch::isStore);
    reach(Point.BEFORE_CLAIM, claims);
    reach(Point.BEFORE_STORE, stores);
    reach(Point.COMMITTING, stores);
    List<Boolean> written = store.apply(transitions);
    for (int i = 0; i < transitions.size(); i++) {
      if (written.get(i)) {
        watch.written(transitions.get(i));
      }
    }
    reach(Point.AFTER_CLAIM, claims);
    reach(Point.COMMITTED, stores);
    return written;
  }

  private static Set<String> providers(List<Transition> steps, Predicate<Transition> which) {
    return steps.stream().filter(which).map(WatchedStore::provider).collect(toSet());
  }

  private static String provider(Transition step) {
    return step.after().id().provider();
  }

  private void reach(Point point, Set<String> providers) {
    providers.forEach(each -> watch.reach(point, each));
  }

  @Override
  public List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide) {
    List<Transition> written = store.applyDue(max, (row, now) -> decided(decide.apply(row, now)));
    written.forEach(watch::written);
    reach(Point.AFTER_CLAIM, providers(written, watch::isClaim));
    return written;
  }

  private Transition decided(Transition step) {
    if (watch.isClaim(step)) {
      watch.reach(Point.BEFORE_CLAIM, provider(step));
    }
    return step;
  }

  @Override
  public Instant now() {
    return store.now();
  }
}
