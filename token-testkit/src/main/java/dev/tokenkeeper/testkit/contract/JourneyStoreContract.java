package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.SampleAuthorizations.hash;
import static dev.tokenkeeper.testkit.SampleAuthorizations.journey;
import static dev.tokenkeeper.testkit.contract.Rows.id;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.JourneyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link JourneyStore} must do: keep each field, keep no more journeys than it may, and
 * give each to one taker.
 */
public abstract class JourneyStoreContract {
  private static final int MANY = 100;
  private static final int TAKERS = 16;
  private static final Instant AT = Instant.parse("2026-03-29T02:30:00.123Z");

  /** Returns the store: empty at the start of each test, and the same one throughout it. */
  protected abstract JourneyStore store();

  /** Returns the store as a new process would have it; the same one where nothing survives. */
  protected JourneyStore reopened() {
    return store();
  }

  @Test
  void find_nothingBegun_isEmpty() {
    assertThat(store().find(hash("s"))).isEmpty();
    assertThat(store().findByBrowser(hash("b"))).isEmpty();
    assertThat(store().take(hash("s"))).isFalse();
    assertThat(store().forgetEndedBy(AT)).isZero();
  }

  @Test
  void begin_everyFieldSet_comesBackUnchanged() {
    var id = AuthorizationId.of("t", "p", "us/er \ud83d\ude00'%", "a");
    Journey journey = begun(journey("s", "b", id, AT));

    assertThat(store().find(hash("s"))).contains(journey);
    assertThat(store().findByBrowser(hash("b"))).contains(journey);
    assertThat(reopened().find(hash("s"))).contains(journey);
    assertThat(store().find(hash("b"))).isEmpty();
    assertThat(store().findByBrowser(hash("s"))).isEmpty();
  }

  @Test
  void begin_nothingOptional_comesBackUnchanged() {
    var life = new Lifetime(AT, AT);
    Journey journey = begun(new Journey(hash("s"), hash("b"), id("u"), 0, null, life));

    assertThat(store().find(hash("s"))).contains(journey);
    assertThat(reopened().findByBrowser(hash("b"))).contains(journey);
  }

  @Test
  void begin_timesBeyond2038_comeBackUnchanged() {
    Journey journey = begun(journey("s", "b", id("u"), Instant.parse("2056-02-29T23:59:59.999Z")));

    assertThat(store().find(hash("s"))).contains(journey);
  }

  @Test
  void begin_idsThatLookAlike_leaveEachOtherAlone() {
    List<Journey> all = new ArrayList<>();
    for (AuthorizationId each : LookAlikes.ids()) {
      all.add(journey("s-" + all.size(), "b-" + all.size(), each, AT));
    }

    all.forEach(each -> assertThat(store().begin(each, 1, MANY)).isTrue());
    all.forEach(each -> assertThat(store().find(each.stateHash())).contains(each));
    all.forEach(each -> assertThat(store().findByBrowser(each.browserHash())).contains(each));
  }

  @Test
  void begin_stateThatIsThere_failsAndChangesNothing() {
    Journey first = begun(journey("s", "b", id("u"), AT));
    Journey second = journey("s", "other", id("other"), AT);

    assertThatThrownBy(() -> store().begin(second, MANY, MANY)).isInstanceOf(StoreException.class);
    assertThat(store().find(hash("s"))).contains(first);
  }

  @Test
  void begin_tooManyOfOne_forgetsTheOldest() {
    begun(journey("other", "b", id("U"), AT));
    for (int i = 0; i < 5; i++) {
      assertThat(store().begin(nth(i), 3, MANY)).isTrue();
      assertThat(store().find(nth(i).stateHash())).contains(nth(i));
    }

    assertThat(left(5)).containsExactly(2, 3, 4);
    assertThat(store().begin(nth(5), 1, MANY)).isTrue();
    assertThat(left(6)).containsExactly(5);
    assertThat(store().find(hash("other"))).isPresent();
  }

  @Test
  void begin_oneOfThemWasTaken_forgetsNone() {
    begun(nth(0), nth(1), nth(2));
    store().take(nth(1).stateHash());

    assertThat(store().begin(nth(3), 3, MANY)).isTrue();
    assertThat(left(4)).containsExactly(0, 2, 3);
  }

  @Test
  void begin_tooManyInAll_isNotKept() {
    begun(journey("a", "b", id("a"), AT), journey("b", "b", id("b"), AT));
    Journey third = journey("c", "c", id("c"), AT);

    assertThat(store().begin(third, MANY, 2)).isFalse();
    assertThat(store().find(hash("c"))).isEmpty();
    assertThat(store().findByBrowser(hash("c"))).isEmpty();
    assertThat(store().find(hash("a"))).isPresent();
    assertThat(store().find(hash("b"))).isPresent();
    assertThat(store().begin(third, MANY, 3)).isTrue();
  }

  @Test
  void begin_tooManyInAllAndOfOne_forgetsNothingForOneThatIsNotKept() {
    begun(nth(0), nth(1), journey("other", "b", id("other"), AT));

    assertThat(store().begin(nth(2), 2, 2)).isFalse();
    assertThat(left(3)).containsExactly(0, 1);
  }

  @Test
  void begin_fullButInPlaceOfItsOwn_isKept() {
    begun(nth(0), journey("other", "b", id("other"), AT));

    assertThat(store().begin(nth(1), 1, 2)).isTrue();
    assertThat(left(2)).containsExactly(1);
    assertThat(store().find(hash("other"))).isPresent();
  }

  @Test
  void begin_othersHadEnded_doNotCountAndAreForgotten() {
    Journey ended = begun(lasting("ended", "own", 0));
    Journey alive = begun(lasting("alive", "own", 1));
    Journey others = begun(lasting("others", "other", -1));

    assertThat(store().begin(journey("s", "b", id("own"), AT), 2, 2)).isTrue();
    assertThat(store().find(ended.stateHash())).isEmpty();
    assertThat(store().find(others.stateHash())).isEmpty();
    assertThat(store().find(alive.stateHash())).contains(alive);
  }

  @Test
  void find_ended_isThereUntilItIsForgotten() {
    Journey journey = begun(journey("s", "b", id("u"), Instant.EPOCH));

    assertThat(store().find(hash("s"))).contains(journey);
    assertThat(store().findByBrowser(hash("b"))).contains(journey);
    assertThat(store().take(hash("s"))).isTrue();
  }

  @Test
  void findByBrowser_several_givesTheOneBegunLast() {
    begun(
        journey("z", "b", id("z"), AT),
        journey("m", "b", id("a"), AT.plusMillis(1)),
        journey("a", "b", id("m"), AT.plusMillis(2)),
        journey("other", "B", id("m"), AT.plusMillis(3)));

    assertThat(newest("b")).isEqualTo(hash("a"));
    store().take(hash("a"));
    assertThat(newest("b")).isEqualTo(hash("m"));
    begun(journey("k", "b", id("z"), AT.plusMillis(4)));
    assertThat(newest("b")).isEqualTo(hash("k"));
  }

  @Test
  void take_once_isGoneAndItsBrowsersOthersAreNot() {
    begun(journey("s", "b", id("u"), AT), journey("S", "b", id("u"), AT.plusMillis(1)));

    assertThat(store().take(hash("S"))).isTrue();
    assertThat(store().take(hash("S"))).isFalse();
    assertThat(store().find(hash("S"))).isEmpty();
    assertThat(reopened().find(hash("S"))).isEmpty();
    assertThat(newest("b")).isEqualTo(hash("s"));
    assertThat(store().take(hash("s"))).isTrue();
    assertThat(store().findByBrowser(hash("b"))).isEmpty();
  }

  @Test
  void take_manyThreads_exactlyOneTakesIt() throws Exception {
    try (var threads = new Threads()) {
      for (int round = 0; round < 10; round++) {
        Journey journey = begun(nth(round));
        Callable<Boolean> take = () -> store().take(journey.stateHash());
        assertThat(threads.together(nCopies(TAKERS, take))).containsOnlyOnce(true);
        assertThat(store().find(journey.stateHash())).isEmpty();
      }
    }
  }

  @Test
  void begin_manyThreadsOfOneAuthorization_noMoreThanMayWait() throws Exception {
    List<Callable<Boolean>> begins =
        IntStream.range(0, TAKERS)
            .<Callable<Boolean>>mapToObj(i -> () -> store().begin(nth(i), 3, MANY))
            .toList();
    try (var threads = new Threads()) {
      assertThat(threads.together(begins)).doesNotContain(false);
    }

    assertThat(left(TAKERS)).hasSize(3);
  }

  @Test
  void forgetEndedBy_instant_forgetsThoseThatEndThenOrBefore() {
    begun(lasting("0", "a", 0), lasting("1", "b", 1), lasting("2", "c", 2), lasting("3", "d", 3));

    assertThat(store().forgetEndedBy(AT.minusMillis(1))).isZero();
    assertThat(store().forgetEndedBy(AT.plusMillis(1))).isEqualTo(2);
    assertThat(store().forgetEndedBy(AT.plusMillis(1))).isZero();
    assertThat(store().find(hash("0"))).isEmpty();
    assertThat(store().find(hash("1"))).isEmpty();
    assertThat(reopened().find(hash("2"))).isPresent();
    assertThat(store().find(hash("3"))).isPresent();
  }

  private Journey begun(Journey... journeys) {
    for (Journey each : journeys) {
      assertThat(store().begin(each, MANY, MANY)).isTrue();
    }
    return journeys[journeys.length - 1];
  }

  private String newest(String browser) {
    return store().findByBrowser(hash(browser)).orElseThrow().stateHash();
  }

  /** Returns which of the first {@code count} journeys of one authorization still wait. */
  private List<Integer> left(int count) {
    return IntStream.range(0, count)
        .filter(i -> store().find(nth(i).stateHash()).isPresent())
        .boxed()
        .toList();
  }

  private static Journey nth(int number) {
    return journey("s-" + number, "b-" + number, id("u"), AT.plusMillis(number));
  }

  private static Journey lasting(String label, String subject, int millisAfter) {
    Journey like = journey(label, "b", id(subject), AT.minusSeconds(60));
    return new Journey(
        like.stateHash(),
        like.browserHash(),
        like.authorization(),
        like.epoch(),
        like.verifier(),
        new Lifetime(like.lifetime().issuedAt(), AT.plusMillis(millisAfter)));
  }
}
