package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * Runs the step function on stored rows: read, step, write under guard, again if the guard is lost.
 */
final class Ledger {
  private static final int MOST_STEPS = 100;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final AuthorizationStore store;
  private final GroupCommit commit;
  private final Providers providers;
  private final StoreClock clock;
  private final List<LifecycleListener> listeners;

  Ledger(
      AuthorizationStore store,
      Providers providers,
      StoreClock clock,
      List<LifecycleListener> listeners) {
    this.store = store;
    this.commit = new GroupCommit(store);
    this.providers = providers;
    this.clock = clock;
    this.listeners = List.copyOf(listeners);
  }

  Optional<Authorization> find(AuthorizationId id) {
    return store.find(id);
  }

  /** Lets something happen to the row as read; returns empty if the row has moved on. */
  Optional<Transition> step(Authorization row, Happening happening) {
    Transition step = happening.on(row, providers.profileOf(row.id()), clock.now());
    if (step.changes() && !commit.apply(step)) {
      return Optional.empty();
    }
    tell(step);
    return Optional.of(step);
  }

  /** Lets something happen to the row, however often it moves meanwhile; returns what it became. */
  Authorization happen(AuthorizationId id, Happening happening) {
    for (int i = 0; i < MOST_STEPS; i++) {
      Authorization row = store.find(id).orElseGet(() -> Authorization.absent(id));
      Optional<Transition> step = step(row, happening);
      if (step.isPresent()) {
        return step.get().after();
      }
    }
    throw new StoreException(id + " changed " + MOST_STEPS + " times while it was written", null);
  }

  /**
   * The same for what must not be lost: as long as the process lives, a store that fails is asked
   * again. A write that was applied although its answer was lost changes nothing the second time.
   */
  Authorization happenForSure(AuthorizationId id, Happening happening) {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return happen(id, happening);
      } catch (StoreException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /** See {@link AuthorizationStore#applyDue}; what was written is yet to be told. */
  List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide) {
    return store.applyDue(max, decide);
  }

  void tell(Transition step) {
    step.events().forEach(this::tell);
  }

  /** Tells of what belongs to no row. */
  void tell(LifecycleEvent event) {
    listeners.forEach(listener -> tell(listener, event));
  }

  private static void tell(LifecycleListener listener, LifecycleEvent event) {
    try {
      listener.on(event);
    } catch (RuntimeException e) {
      // A listener never changes what happens to a token.
    }
  }
}
