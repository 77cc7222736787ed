package dev.tokenkeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
  private static final int MANY = 12;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SlowStore store = new SlowStore();
  private final GroupCommit commit = new GroupCommit(store);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void apply_whileAnotherCommits_goesIntoTheNextTransactionTogether() throws Exception {
    List<Future<Boolean>> writes = writeWhileTheFirstCommits(List.of("a", "b", "c", "d"));

    for (Future<Boolean> each : writes) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(store.groups).containsExactly(List.of("first"), List.of("a", "b", "c", "d"));
  }

  @Test
  void apply_sameRowTwice_isNeverInOneTransaction() throws Exception {
    for (Future<Boolean> each : writeWhileTheFirstCommits(List.of("a", "a", "b"))) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(store.groups).containsExactly(List.of("first"), List.of("a", "b"), List.of("a"));
  }

  @Test
  void apply_oneRowCannotBeWritten_holdsBackNoOther() throws Exception {
    List<Future<Boolean>> writes = writeWhileTheFirstCommits(List.of("a", "poison", "b"));

    assertThat(writes.get(0).get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(writes.get(2).get(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> writes.get(1).get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreException.class);
  }

  @Test
  void apply_memoryRunsOut_isAFailureOfUnknownOutcomeLikeAnyOther() {
    store.free.countDown();
    assertThatThrownBy(() -> commit.apply(step("huge"))).isInstanceOf(StoreException.class);
    assertThat(commit.apply(step("a"))).isTrue();
  }

  @Test
  void apply_guardLost_isToldToItsOwnerOnly() throws Exception {
    List<Future<Boolean>> writes = writeWhileTheFirstCommits(List.of("a", "lost"));

    assertThat(writes.get(0).get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(writes.get(1).get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void apply_manyThreads_writesEachOnce() throws Exception {
    store.free.countDown();
    List<Future<Boolean>> writes =
        IntStream.range(0, MANY * 100)
            .mapToObj(i -> threads.submit(() -> commit.apply(step("row-" + i % MANY))))
            .toList();
    for (Future<Boolean> each : writes) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(store.groups.stream().mapToInt(List::size).sum()).isEqualTo(MANY * 100);
    assertThat(store.groups).allMatch(group -> group.stream().distinct().count() == group.size());
  }

  /** One after the other, each once the one before it waits: so the groups are known. */
  private List<Future<Boolean>> writeWhileTheFirstCommits(List<String> rows) throws Exception {
    Future<Boolean> first = threads.submit(() -> commit.apply(step("first")));
    assertThat(store.busy.await(10, TimeUnit.SECONDS)).isTrue();
    List<Future<Boolean>> writes = new ArrayList<>();
    for (String row : rows) {
      var writer = new FutureTask<>(() -> commit.apply(step(row)));
      var thread = new Thread(writer);
      thread.start();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      writes.add(writer);
    }
    store.free.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
    return writes;
  }

  private static Transition step(String subject) {
    Authorization row = Authorization.absent(AuthorizationId.of("bsn", subject));
    return Transition.to(row, row.used(Instant.EPOCH));
  }

  /** Remembers what was written together; its first transaction lasts as long as the test wants. */
  private static final class SlowStore implements AuthorizationStore {
    final List<List<String>> groups = new CopyOnWriteArrayList<>();
    final CountDownLatch busy = new CountDownLatch(1);
    final CountDownLatch free = new CountDownLatch(1);

    @Override
    public List<Boolean> apply(List<Transition> transitions) {
      List<String> rows = transitions.stream().map(each -> each.after().id().subject()).toList();
      busy.countDown();
      try {
        assertThat(free.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (rows.contains("huge")) {
        throw new OutOfMemoryError("the test wants it");
      }
      if (rows.contains("poison")) {
        throw new StoreException("poison", null);
      }
      groups.add(rows);
      return rows.stream().map(row -> !row.equals("lost")).toList();
    }

    @Override
    public Optional<Authorization> find(AuthorizationId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Transition> applyDue(
        int max, BiFunction<Authorization, Instant, Transition> decide) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant now() {
      throw new UnsupportedOperationException();
    }
  }
}
