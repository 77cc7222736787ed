package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Rows.assertSame;
import static dev.tokenkeeper.testkit.contract.Rows.found;
import static dev.tokenkeeper.testkit.contract.Rows.id;
import static dev.tokenkeeper.testkit.contract.Rows.ids;
import static dev.tokenkeeper.testkit.contract.Rows.insert;
import static dev.tokenkeeper.testkit.contract.Rows.inserted;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.domain.LifecycleEvent.Revoked;
import dev.tokenkeeper.domain.LifecycleEvent.Revoking;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AuthorizationStore} must do: keep each column, guard each row by its revision,
 * write events with their row, hand out due rows in order, and stay right under concurrency.
 *
 * <p>Extend it, and {@link AuthorizationDirectoryContract} too if the store lists what it holds.
 * The store's clock need not be movable: due rows are built relative to {@link
 * AuthorizationStore#now()}.
 */
public abstract class AuthorizationStoreContract extends ConcurrentStoreContract {

  @Test
  void find_unknownId_isEmpty() {
    assertThat(store().find(id("nobody"))).isEmpty();
  }

  @Test
  void apply_rowWithEveryFieldSet_comesBackUnchanged() {
    Authorization row = inserted(store(), SampleAuthorizations.complete(id("u"), store().now()));

    assertSame(found(store(), row.id()), row);
    assertSame(found(reopened(), row.id()), row);
  }

  @Test
  void apply_rowWithNothingOptional_comesBackUnchanged() {
    Authorization row = inserted(store(), SampleAuthorizations.bare(id("u")));

    assertSame(found(store(), row.id()), row);
    assertSame(found(reopened(), row.id()), row);
  }

  @Test
  void apply_everyFieldChanges_newValuesComeBack() {
    Authorization bare = inserted(store(), SampleAuthorizations.bare(id("u")));
    Authorization full = SampleAuthorizations.complete(bare.id(), store().now());

    Authorization second = written(bare, full.rearmed(full.dueAt()));
    assertSame(found(store(), bare.id()), second);

    Authorization third = written(second, bare.rearmed(null).rearmed(null));
    assertSame(found(store(), bare.id()), third);
  }

  @Test
  void apply_timesBeyond2038_comeBackUnchanged() {
    Instant far = Instant.parse("2056-02-29T23:59:59.999Z");
    Authorization row = inserted(store(), SampleAuthorizations.complete(id("u"), far));

    assertSame(found(store(), row.id()), row);
  }

  /** Nodes may run in other time zones, one of them through its change to summer time. */
  @Test
  void apply_otherTimeZone_keepsTheInstant() {
    Instant inTheGap = Instant.parse("2026-03-29T02:30:00.123Z");
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      Authorization row = inserted(store(), SampleAuthorizations.complete(id("u"), inTheGap));
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      assertSame(found(store(), row.id()), row);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void apply_idsThatLookAlike_areDifferentRows() {
    Instant now = store().now();
    List<Authorization> rows = new ArrayList<>();
    for (AuthorizationId each : LookAlikes.ids()) {
      rows.add(SampleAuthorizations.active(each, now, now.plusMillis(rows.size())));
    }

    assertThat(store().apply(rows.stream().map(Rows::insert).toList())).doesNotContain(false);
    rows.forEach(row -> assertSame(found(store(), row.id()), row));
    rows.forEach(row -> assertThat(found(store(), row.id()).id()).isEqualTo(row.id()));
  }

  @Test
  void apply_secondInsertOfOneId_losesAndChangesNothing() {
    Authorization first = inserted(store(), SampleAuthorizations.complete(id("u"), store().now()));
    Authorization second = SampleAuthorizations.bare(first.id());
    var revoked = new Revoked(first.id(), store().now());

    var insert = Transition.to(Authorization.absent(first.id()), second, revoked);
    assertThat(store().apply(List.of(insert))).containsExactly(false);
    assertSame(found(store(), first.id()), first);
    assertThat(storedEvents(first.id())).isEmpty();
  }

  @Test
  void apply_updateOfAbsentRow_losesAndStoresNothing() {
    Authorization neverStored = SampleAuthorizations.complete(id("u"), store().now());
    var update = Transition.to(neverStored, neverStored.rearmed(null));

    assertThat(store().apply(List.of(update))).containsExactly(false);
    assertThat(store().find(neverStored.id())).isEmpty();
  }

  @Test
  void apply_staleRevision_losesWithItsEventsAndSpares() {
    Instant now = store().now();
    Authorization first = inserted(store(), SampleAuthorizations.bare(id("u")));
    Authorization second = written(first, first.rearmed(now));
    var spare = SampleAuthorizations.spare(SampleAuthorizations.attemptId("s", first.id()), 1, now);
    var stale = Transition.to(first, first.keeping(spare, now), new Revoking(first.id(), now, 9));

    assertThat(store().apply(List.of(stale))).containsExactly(false);
    assertSame(found(store(), first.id()), second);
    assertThat(storedEvents(first.id())).isEmpty();
  }

  @Test
  void apply_oneStaleAmongOthers_theOthersAreWritten() {
    Instant now = store().now();
    List<Authorization> rows = ids(3).stream().map(SampleAuthorizations::bare).toList();
    rows.forEach(row -> inserted(store(), row));
    Authorization moved = written(rows.get(1), rows.get(1).rearmed(now));

    List<Transition> all =
        rows.stream().map(row -> Transition.to(row, row.used(now), quarantined(row, now))).toList();
    assertThat(store().apply(all)).containsExactly(true, false, true);
    assertSame(found(store(), moved.id()), moved);
    assertSame(found(store(), rows.get(2).id()), rows.get(2).used(now));
    assertThat(storedEvents(rows.get(0).id())).containsExactly("Quarantined");
    assertThat(storedEvents(moved.id())).isEmpty();
  }

  @Test
  void apply_transitionThatChangesNothing_isAnsweredTrueAndWritesNothing() {
    Authorization first = inserted(store(), SampleAuthorizations.bare(id("u")));
    Authorization second = written(first, first.rearmed(store().now()));
    Authorization absent = Authorization.absent(id("nobody"));

    assertThat(store().apply(List.of(Transition.none(first), Transition.none(absent))))
        .containsExactly(true, true);
    assertSame(found(store(), first.id()), second);
    assertThat(store().find(absent.id())).isEmpty();
  }

  @Test
  void apply_nothing_answersNothing() {
    assertThat(store().apply(List.of())).isEmpty();
  }

  @Test
  void apply_fiveHundredRows_eachIsAnsweredInOrder() {
    Instant now = store().now();
    List<Authorization> rows =
        ids(500).stream().map(id -> SampleAuthorizations.complete(id, now)).toList();
    assertThat(store().apply(rows.stream().map(Rows::insert).toList()))
        .isEqualTo(nCopies(500, true));
    List<Authorization> moved = rows.stream().filter(AuthorizationStoreContract::isThird).toList();
    store().apply(moved.stream().map(row -> Transition.to(row, row.rearmed(null))).toList());

    List<Boolean> answers =
        store().apply(rows.stream().map(row -> Transition.to(row, row.used(now))).toList());
    assertThat(answers).isEqualTo(rows.stream().map(row -> !isThird(row)).toList());
    rows.stream()
        .map(row -> isThird(row) ? row.rearmed(null) : row.used(now))
        .forEach(expected -> assertSame(found(store(), expected.id()), expected));
  }

  @Test
  void apply_spares_areWrittenWithTheirRow() {
    Instant now = store().now();
    Authorization first = inserted(store(), SampleAuthorizations.bare(id("u")));
    var one = SampleAuthorizations.spare(SampleAuthorizations.attemptId("1", first.id()), 1, now);
    var two = SampleAuthorizations.spare(SampleAuthorizations.attemptId("2", first.id()), 2, now);

    Authorization withOne = written(first, first.keeping(one, now));
    Authorization withBoth = written(withOne, withOne.keeping(two, now));
    assertSame(found(reopened(), first.id()), withBoth);
    Authorization revoking = written(withBoth, withBoth.revoking(now, now));
    assertSame(found(store(), first.id()), revoking);
    Authorization left = written(revoking, revoking.without(one.toRevoke()));
    assertThat(found(store(), first.id()).spares()).containsExactly(two.toRevoke());
    Authorization back = written(left, left.keeping(one, now));
    assertSame(found(store(), first.id()), back);
  }

  @Test
  void apply_sparesOfEveryPurpose_comeBackUnchanged() {
    Instant now = store().now();
    List<Spare> spares = Arrays.stream(Spare.Purpose.values()).map(p -> spare(p, now)).toList();
    Authorization row = Authorization.builder(id("u")).revision(1).spares(spares).build();
    inserted(store(), row);

    assertThat(found(store(), row.id()).spares()).containsExactlyInAnyOrderElementsOf(spares);
    assertThat(found(reopened(), row.id()).spares()).containsExactlyInAnyOrderElementsOf(spares);
  }

  @Test
  void apply_spareWrittenAgainAfterUnknownOutcome_isThereOnce() {
    Instant now = store().now();
    Authorization first = inserted(store(), SampleAuthorizations.bare(id("u")));
    var spare = SampleAuthorizations.spare(SampleAuthorizations.attemptId("s", first.id()), 1, now);
    var kept = Transition.to(first, first.keeping(spare, now), quarantined(first, now));

    assertThat(store().apply(List.of(kept))).containsExactly(true);
    assertThat(store().apply(List.of(kept))).containsExactly(false);
    assertThat(found(store(), first.id()).spares()).containsExactly(spare);
    assertThat(storedEvents(first.id())).containsExactly("Quarantined");
  }

  @Test
  void apply_events_areStoredInOrderForTheirRowAlone() {
    Instant now = store().now();
    Authorization row = SampleAuthorizations.bare(id("u"));
    Authorization other = SampleAuthorizations.bare(id("U"));
    var first =
        Transition.to(
            Authorization.absent(row.id()), row, new Revoking(row.id(), now, 1), revoked(row, now));
    store().apply(List.of(first, insert(other)));
    store().apply(List.of(Transition.to(row, row.used(now), quarantined(row, now))));

    assertThat(storedEvents(row.id())).containsExactly("Revoking", "Revoked", "Quarantined");
    assertThat(storedEvents(other.id())).isEmpty();
  }

  @Test
  void now_always_isInWholeMillisecondsAndNeverFarOff() {
    Instant first = store().now();
    Instant second = store().now();

    assertThat(first).isEqualTo(first.truncatedTo(ChronoUnit.MILLIS));
    assertThat(second).isAfterOrEqualTo(first).isBefore(first.plus(Duration.ofMinutes(1)));
    assertThat(first).isCloseTo(clock().instant(), within(1, ChronoUnit.MINUTES));
  }

  private Authorization written(Authorization before, Authorization after) {
    assertThat(store().apply(List.of(Transition.to(before, after)))).containsExactly(true);
    return after;
  }

  private static Spare spare(Spare.Purpose purpose, Instant now) {
    Spare like = SampleAuthorizations.spare(purpose.name(), 1, now);
    return new Spare(
        like.attemptId(), like.parentGeneration(), purpose, like.grant(), like.createdAt());
  }

  private static boolean isThird(Authorization row) {
    return row.id().subject().endsWith("3");
  }

  private static Quarantined quarantined(Authorization row, Instant now) {
    return new Quarantined(row.id(), now);
  }

  private static Revoked revoked(Authorization row, Instant now) {
    return new Revoked(row.id(), now);
  }
}
