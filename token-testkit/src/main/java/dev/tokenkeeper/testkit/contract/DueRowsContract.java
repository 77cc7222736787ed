package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Rows.assertSame;
import static dev.tokenkeeper.testkit.contract.Rows.dueIn;
import static dev.tokenkeeper.testkit.contract.Rows.found;
import static dev.tokenkeeper.testkit.contract.Rows.id;
import static dev.tokenkeeper.testkit.contract.Rows.inserted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a store is made for its contract, and the part of the contract about due rows. */
abstract class DueRowsContract {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Returns the store: empty at the start of each test, and the same one throughout it. */
  protected abstract AuthorizationStore store();

  /**
   * Returns the kinds of events that are stored for an authorization, oldest first, each as the
   * simple name of its class, for example {@code Renewed}.
   */
  protected abstract List<String> storedEvents(AuthorizationId id);

  /**
   * Returns the store after what a new process would do to reach the same data; the very same store
   * where nothing survives it.
   */
  protected AuthorizationStore reopened() {
    return store();
  }

  /** Returns what the store's clock may not be far from; the system's, if not overridden. */
  protected InstantSource clock() {
    return InstantSource.system();
  }

  @Test
  void applyDue_severalDueRows_areTakenLongestDueFirst() {
    Instant now = store().now();
    for (int seconds : new int[] {30, 10, 50, 20, 40}) {
      inserted(store(), dueIn(id("late-" + seconds), Duration.ofSeconds(-seconds), now));
    }

    assertThat(subjectsTaken(3)).containsExactly("late-50", "late-40", "late-30");
    assertThat(subjectsTaken(3)).containsExactly("late-20", "late-10");
    assertThat(subjectsTaken(3)).isEmpty();
  }

  @Test
  void applyDue_rowDueThisMoment_isTaken() {
    inserted(store(), dueIn(id("u"), Duration.ZERO, store().now()));

    assertThat(subjectsTaken(10)).containsExactly("u");
  }

  @Test
  void applyDue_rowsThatAreNotDue_areLeftAlone() {
    inserted(store(), dueIn(id("later"), HOUR, store().now()));
    inserted(store(), SampleAuthorizations.bare(id("never")));

    assertThat(subjectsTaken(10)).isEmpty();
    assertThat(found(store(), id("later")).revision()).isEqualTo(1);
  }

  @Test
  void applyDue_dueRow_isHandedOverWholeWithTheStoresTime() {
    Authorization full = SampleAuthorizations.complete(id("u"), store().now().minus(HOUR));
    inserted(store(), full);
    List<Authorization> rows = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    Instant before = store().now();

    store()
        .applyDue(
            1,
            (row, now) -> {
              rows.add(row);
              times.add(now);
              return Transition.none(row);
            });

    assertSame(rows.get(0), full);
    assertThat(times.get(0))
        .isEqualTo(times.get(0).truncatedTo(ChronoUnit.MILLIS))
        .isBetween(before, store().now());
  }

  @Test
  void applyDue_decision_isWrittenWithItsEventsAndAnswered() {
    Instant now = store().now();
    Authorization row = inserted(store(), dueIn(id("u"), HOUR.negated(), now));
    var event = new Quarantined(row.id(), now);

    List<Transition> answer =
        store().applyDue(10, (each, at) -> Transition.to(each, each.rearmed(null), event));

    assertThat(answer).hasSize(1);
    assertSame(answer.get(0).before(), row);
    assertSame(answer.get(0).after(), row.rearmed(null));
    assertThat(answer.get(0).events()).containsExactly(event);
    assertSame(found(reopened(), row.id()), row.rearmed(null));
    assertThat(storedEvents(row.id())).containsExactly("Quarantined");
  }

  @Test
  void applyDue_decisionToDoNothing_leavesTheRow() {
    Authorization row = inserted(store(), dueIn(id("u"), HOUR.negated(), store().now()));

    assertThat(store().applyDue(10, (each, now) -> Transition.none(each))).isEmpty();
    assertSame(found(store(), row.id()), row);
    assertThat(subjectsTaken(10)).containsExactly("u");
  }

  @Test
  void applyDue_decisionFromAnOlderRow_losesItsGuardAndIsLeftOut() {
    Instant now = store().now();
    Authorization first = inserted(store(), dueIn(id("u"), HOUR.negated(), now));
    Authorization second = first.used(now);
    inserted(store(), dueIn(id("other"), HOUR.negated(), now));
    store().apply(List.of(Transition.to(first, second)));

    List<Transition> answer =
        store()
            .applyDue(
                10,
                (row, at) -> {
                  Authorization read = row.id().equals(first.id()) ? first : row;
                  return Transition.to(read, read.rearmed(null), new Quarantined(row.id(), at));
                });

    assertThat(answer).extracting(each -> each.before().id()).containsExactly(id("other"));
    assertSame(found(store(), first.id()), second);
    assertThat(storedEvents(first.id())).isEmpty();
  }

  @Test
  void applyDue_decisionThrows_nothingIsWritten() {
    Instant now = store().now();
    Authorization fine = inserted(store(), dueIn(id("fine"), Duration.ofHours(-2), now));
    inserted(store(), dueIn(id("bad"), HOUR.negated(), now));

    assertThatThrownBy(() -> store().applyDue(10, DueRowsContract::takeUnlessBad))
        .isInstanceOf(RuntimeException.class);
    assertSame(found(store(), fine.id()), fine);
    assertThat(subjectsTaken(10)).containsExactly("fine", "bad");
  }

  private static Transition takeUnlessBad(Authorization row, Instant now) {
    if (row.id().subject().equals("bad")) {
      throw new IllegalStateException("A decision went wrong, as the test wants it");
    }
    return Transition.to(row, row.rearmed(null));
  }

  static Transition take(Authorization row, Instant now) {
    return Transition.to(row, row.rearmed(null));
  }

  private List<String> subjectsTaken(int max) {
    return store().applyDue(max, DueRowsContract::take).stream()
        .map(each -> each.before().id().subject())
        .toList();
  }
}
