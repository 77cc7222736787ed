package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Rows.dueIn;
import static dev.tokenkeeper.testkit.contract.Rows.found;
import static dev.tokenkeeper.testkit.contract.Rows.id;
import static dev.tokenkeeper.testkit.contract.Rows.ids;
import static dev.tokenkeeper.testkit.contract.Rows.inserted;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The part of the store's contract about several threads, or processes, at once. */
abstract class ConcurrentStoreContract extends DueRowsContract {
  private static final int ROUNDS = 200;
  private static final int DUE_ROWS = 1_000;

  @Test
  void apply_twoThreadsChangeOneRow_exactlyOneWins() throws Exception {
    Authorization row = inserted(store(), SampleAuthorizations.bare(id("u")));
    try (var threads = new Threads()) {
      for (int round = 0; round < ROUNDS; round++) {
        Authorization read = row;
        Callable<Boolean> write = () -> change(read);
        assertThat(threads.together(nCopies(2, write))).containsExactlyInAnyOrder(true, false);
        row = found(store(), read.id());
        assertThat(row.revision()).isEqualTo(read.revision() + 1);
      }
    }
    assertThat(storedEvents(row.id())).hasSize(ROUNDS);
  }

  @Test
  void apply_twoThreadsInsertOneId_exactlyOneWins() throws Exception {
    try (var threads = new Threads()) {
      for (AuthorizationId each : ids(ROUNDS / 4)) {
        Authorization row = SampleAuthorizations.complete(each, store().now());
        Callable<Boolean> insert = () -> store().apply(List.of(Rows.insert(row))).get(0);
        assertThat(threads.together(nCopies(2, insert))).containsExactlyInAnyOrder(true, false);
        Rows.assertSame(found(store(), each), row);
      }
    }
  }

  @Test
  void apply_twoThreadsInOppositeOrder_eachRowIsWonOnce() throws Exception {
    List<AuthorizationId> ids = ids(40);
    ids.forEach(each -> inserted(store(), SampleAuthorizations.bare(each)));
    try (var threads = new Threads()) {
      for (int round = 0; round < 20; round++) {
        List<Authorization> forwards = ids.stream().map(each -> found(store(), each)).toList();
        List<Authorization> backwards = new ArrayList<>(forwards);
        Collections.reverse(backwards);
        List<List<Boolean>> won =
            threads.together(List.of(() -> changeAll(forwards), () -> changeAll(backwards)));
        List<Boolean> other = new ArrayList<>(won.get(1));
        Collections.reverse(other);
        assertThat(other).isEqualTo(won.get(0).stream().map(each -> !each).toList());
      }
    }
  }

  @Test
  void applyDue_fourThreadsOverManyRows_eachRowIsTakenOnce() throws Exception {
    Instant now = store().now();
    List<Transition> inserts =
        ids(DUE_ROWS).stream()
            .map(each -> Rows.insert(dueIn(each, Duration.ofMinutes(-1), now)))
            .toList();
    store().apply(inserts);
    var left = new AtomicInteger(DUE_ROWS);
    try (var threads = new Threads()) {
      Callable<List<AuthorizationId>> sweep = () -> sweep(left);
      List<AuthorizationId> taken =
          threads.together(nCopies(4, sweep)).stream().flatMap(List::stream).toList();
      assertThat(taken).hasSize(DUE_ROWS);
      assertThat(new HashSet<>(taken)).hasSize(DUE_ROWS);
    }
    for (AuthorizationId each : ids(DUE_ROWS)) {
      assertThat(found(store(), each).revision()).isEqualTo(2);
    }
  }

  /** A row that a caller changes while a sweep takes it goes to one of the two, never to both. */
  @Test
  void applyDue_callersChangeTheSameRows_eachRowIsWonOnce() throws Exception {
    Instant now = store().now();
    List<Authorization> rows =
        ids(50).stream().map(each -> dueIn(each, Duration.ofMinutes(-1), now)).toList();
    store().apply(rows.stream().map(Rows::insert).toList());
    Callable<Integer> caller = () -> Collections.frequency(changeAll(rows), true);
    Callable<Integer> sweeper = () -> store().applyDue(50, DueRowsContract::take).size();
    try (var threads = new Threads()) {
      List<Integer> won = threads.together(List.of(caller, sweeper));
      long writes = rows.stream().mapToLong(row -> found(store(), row.id()).revision() - 1).sum();
      assertThat(won.get(0) + won.get(1)).isEqualTo((int) writes);
    }
  }

  private boolean change(Authorization read) {
    var event = new Quarantined(read.id(), Instant.EPOCH);
    return store().apply(List.of(Transition.to(read, read.rearmed(null), event))).get(0);
  }

  private List<Boolean> changeAll(List<Authorization> read) {
    return store()
        .apply(read.stream().map(row -> Transition.to(row, row.rearmed(row.dueAt()))).toList());
  }

  /** An empty answer proves nothing where others hold rows locked, so all go on to the last row. */
  private List<AuthorizationId> sweep(AtomicInteger left) {
    List<AuthorizationId> taken = new ArrayList<>();
    Instant giveUp = store().now().plusSeconds(60);
    while (left.get() > 0 && store().now().isBefore(giveUp)) {
      List<Transition> batch = store().applyDue(25, DueRowsContract::take);
      batch.forEach(each -> taken.add(each.before().id()));
      left.addAndGet(-batch.size());
    }
    return taken;
  }
}
