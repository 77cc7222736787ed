package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore.Failure;
import dev.tokenkeeper.testkit.contract.AuthorizationDirectoryContract;
import dev.tokenkeeper.testkit.contract.AuthorizationStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryAuthorizationStoreTest {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  private final MovableClock clock = new MovableClock();
  private final InMemoryAuthorizationStore store = new InMemoryAuthorizationStore(clock);
  private final Authorization row = SampleAuthorizations.bare(ID);

  @Nested
  class AsStore extends AuthorizationStoreContract {
    @Override
    protected AuthorizationStore store() {
      return store;
    }

    @Override
    protected List<String> storedEvents(AuthorizationId id) {
      return store.events().stream()
          .filter(event -> event.authorization().equals(id))
          .map(event -> event.getClass().getSimpleName())
          .toList();
    }

    @Override
    protected InstantSource clock() {
      return clock;
    }
  }

  @Nested
  class AsDirectory extends AuthorizationDirectoryContract {
    @Override
    protected AuthorizationDirectory directory() {
      return store;
    }

    @Override
    protected AuthorizationStore store() {
      return store;
    }
  }

  @Test
  void failNext_beforeWrite_throwsOnceAndWritesNothing() {
    store.failNext(Failure.BEFORE_WRITE);

    assertThatThrownBy(this::insert).isInstanceOf(StoreException.class);
    assertThat(store.find(ID)).isEmpty();
    assertThat(store.events()).isEmpty();
    assertThat(insert()).containsExactly(true);
  }

  @Test
  void failNext_afterWrite_throwsOnceAlthoughAllIsWritten() {
    store.failNext(Failure.AFTER_WRITE);

    assertThatThrownBy(this::insert).isInstanceOf(StoreException.class);
    assertThat(store.find(ID)).contains(row);
    assertThat(store.events()).hasSize(1);
    assertThat(insert()).containsExactly(false);
  }

  @Test
  void failNext_applyDue_failsToo() {
    insert();
    store.apply(List.of(Transition.to(row, row.rearmed(clock.instant()))));
    store.failNext(Failure.BEFORE_WRITE);

    assertThatThrownBy(() -> store.applyDue(1, (due, now) -> Transition.to(due, due.rearmed(null))))
        .isInstanceOf(StoreException.class);
    assertThat(store.find(ID).orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void reachable_false_failsEveryCallUntilMended() {
    insert();
    store.reachable(false);

    assertThatThrownBy(() -> store.find(ID)).isInstanceOf(StoreException.class);
    assertThatThrownBy(store::now).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.list(null, 1)).isInstanceOf(StoreException.class);
    store.reachable(true);
    assertThat(store.find(ID)).contains(row);
  }

  @Test
  void applyDue_clockMovesOn_rowBecomesDue() {
    store.apply(
        List.of(
            Transition.to(
                Authorization.absent(ID),
                SampleAuthorizations.active(ID, clock.instant(), clock.instant().plusMillis(1)))));

    assertThat(store.applyDue(1, (due, now) -> Transition.to(due, due.rearmed(null)))).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(store.applyDue(1, (due, now) -> Transition.to(due, due.rearmed(null)))).hasSize(1);
  }

  @Test
  void apply_twoTransitionsOfOneRow_isRefused() {
    var twice = List.of(Transition.none(row), Transition.none(row));

    assertThatThrownBy(() -> store.apply(twice)).isInstanceOf(IllegalArgumentException.class);
  }

  private List<Boolean> insert() {
    var event = new LifecycleEvent.Revoked(ID, clock.instant());
    return store.apply(List.of(Transition.to(Authorization.absent(ID), row, event)));
  }
}
