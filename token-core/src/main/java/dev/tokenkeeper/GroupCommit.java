package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is ready in one transaction, with no added delay: while one thread commits, the rows
 * of the others gather, and whoever is next takes them all. Each row keeps its own guard.
 */
final class GroupCommit {
  private static final int MOST = 200;

  private final AuthorizationStore store;
  private final Queue<Write> ready = new ConcurrentLinkedQueue<>();
  private final ReentrantLock committing = new ReentrantLock();

  GroupCommit(AuthorizationStore store) {
    this.store = store;
  }

  /**
   * Writes one row under its guard; false if the guard was lost.
   *
   * @throws StoreException if it is unknown whether the row was written
   */
  boolean apply(Transition step) {
    var write = new Write(step);
    ready.add(write);
    committing.lock();
    try {
      while (!write.isOver()) {
        commit(take());
      }
      return write.outcome();
    } finally {
      committing.unlock();
    }
  }

  /** Takes each row once: a second write of it waits for the next transaction. */
  private List<Write> take() {
    List<Write> group = new ArrayList<>();
    List<Write> later = new ArrayList<>();
    Set<AuthorizationId> rows = new HashSet<>();
    for (Write each = ready.poll(); each != null; each = ready.poll()) {
      boolean fits = group.size() < MOST && rows.add(each.step.after().id());
      (fits ? group : later).add(each);
    }
    ready.addAll(later);
    return group;
  }

  private void commit(List<Write> group) {
    try {
      List<Boolean> held = store.apply(group.stream().map(each -> each.step).toList());
      for (int i = 0; i < group.size(); i++) {
        group.get(i).held = held.get(i);
      }
    } catch (RuntimeException e) {
      fail(group, e);
    } catch (Error e) {
      fail(group, new StoreException("The store could not write authorizations", e));
    }
  }

  /**
   * One row that cannot be written must not hold back the others. If the group was written after
   * all, each now loses its guard, and its owner reads what became of it.
   */
  private void fail(List<Write> group, RuntimeException failure) {
    if (group.size() == 1) {
      group.get(0).failure = failure;
    } else {
      group.forEach(each -> commit(List.of(each)));
    }
  }

  /** One row's write; all but {@code step} belongs to whoever holds the lock. */
  private static final class Write {
    private final Transition step;
    private @Nullable Boolean held;
    private @Nullable RuntimeException failure;

    private Write(Transition step) {
      this.step = step;
    }

    private boolean isOver() {
      return held != null || failure != null;
    }

    private boolean outcome() {
      if (failure != null) {
        throw failure;
      }
      return Boolean.TRUE.equals(held);
    }
  }
}
