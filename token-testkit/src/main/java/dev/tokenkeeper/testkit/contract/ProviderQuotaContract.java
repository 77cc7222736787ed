package dev.tokenkeeper.testkit.contract;

import static java.util.Collections.frequency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Full;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ProviderQuota} must do: never give more places than there are, whoever asks
 * from where, and give those that have ended again.
 */
public abstract class ProviderQuotaContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final int MOST_MOMENTS = 500;
  private static final int ROUNDS = 30;
  private static final int THREADS = 8;

  private static final String BSN = "bsn";
  private static final String ADA = "default/default/ada";
  private static final Limit TWO_REQUESTS = limit("application", 2, HOUR);
  private static final Limit ONE_TOKEN = limit("tokens", 1, HOUR);

  /** Returns the quota: of which everything is left at the start of each test. */
  protected abstract ProviderQuota quota();

  /** Returns the time of the quota's clock. */
  protected abstract Instant now();

  /** Returns the quota as a new process would have it; the same one where nothing survives. */
  protected ProviderQuota reopened() {
    return quota();
  }

  /** Lets a little time pass on the quota's clock; really, if not overridden. */
  protected void pass(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Test
  void take_asManyAsThereAre_areTakenAndNoMore() {
    assertThat(take("one", TWO_REQUESTS)).isEmpty();
    assertThat(take("two", TWO_REQUESTS)).isEmpty();

    assertFull(take("three", TWO_REQUESTS), "application", HOUR);
    assertFull(reopened().take(BSN, "four", List.of(TWO_REQUESTS), false), "application", HOUR);
  }

  @Test
  void take_noneLeft_saysWhenThereWillBeRoomAgain() {
    quota().hold(BSN, "one", Map.of("tokens", HOUR.multipliedBy(3)));
    quota().hold(BSN, "two", Map.of("tokens", HOUR));
    quota().hold(BSN, "three", Map.of("tokens", HOUR.multipliedBy(2)));

    assertFull(take("four", limit("tokens", 3, HOUR)), "tokens", HOUR);
    assertFull(take("four", limit("tokens", 2, HOUR)), "tokens", HOUR.multipliedBy(2));
    assertFull(take("four", ONE_TOKEN), "tokens", HOUR.multipliedBy(3));
    assertThat(take("four", limit("tokens", 4, HOUR))).isEmpty();
  }

  @Test
  void take_anotherProviderOrCounter_hasPlacesOfItsOwn() {
    assertThat(take("one", ONE_TOKEN)).isEmpty();

    assertThat(quota().take("astra", "two", List.of(ONE_TOKEN), false)).isEmpty();
    assertThat(take("three", limit(ADA, 1, HOUR))).isEmpty();
    assertFull(take("four", ONE_TOKEN), "tokens", HOUR);
  }

  @Test
  void take_oneOfSeveralCountersIsFull_takesNoPlaceAtAll() {
    assertThat(take("one", ONE_TOKEN)).isEmpty();

    assertFull(quota().take(BSN, "two", List.of(TWO_REQUESTS, ONE_TOKEN), true), "tokens", HOUR);
    assertThat(take("three", TWO_REQUESTS)).isEmpty();
    assertThat(take("four", TWO_REQUESTS)).isEmpty();
  }

  @Test
  void take_severalAreFull_saysTheLatestTime() {
    quota().hold(BSN, "one", Map.of("tokens", HOUR, ADA, HOUR.multipliedBy(2)));

    assertFull(
        quota().take(BSN, "two", List.of(ONE_TOKEN, limit(ADA, 1, HOUR)), false),
        ADA,
        HOUR.multipliedBy(2));
  }

  /** Those under way are held for the worst, which does not come. */
  @Test
  void take_placesAreHeldForTheWorst_saysTheUsualTime() {
    var limit = new Limit("tokens", 1, HOUR, HOUR.multipliedBy(9));
    assertThat(take("one", limit)).isEmpty();

    assertFull(take("two", limit), "tokens", HOUR);
    quota().close(BSN, "tokens", HOUR.multipliedBy(2));
    assertFull(take("two", limit), "tokens", HOUR.multipliedBy(2));
  }

  /** Whoever has died gives nothing back. */
  @Test
  void take_ownersTimeIsOver_placeIsGivenAgain() {
    assertThat(take("one", limit("tokens", 1, MOMENT))).isEmpty();

    assertThat(isGivenInTime("two", ONE_TOKEN)).isTrue();
    assertFull(take("three", ONE_TOKEN), "tokens", HOUR);
  }

  @Test
  void hold_zero_givesThePlaceBack() {
    take("one", ONE_TOKEN);
    quota().hold(BSN, "another", Map.of("tokens", Duration.ZERO));
    assertFull(take("two", ONE_TOKEN), "tokens", HOUR);

    reopened().hold(BSN, "one", Map.of("tokens", Duration.ZERO));
    assertThat(take("three", ONE_TOKEN)).isEmpty();
  }

  @Test
  void hold_longerOrShorter_countsFromNow() {
    quota().take(BSN, "one", List.of(ONE_TOKEN, limit(ADA, 1, HOUR)), false);
    quota().hold(BSN, "one", Map.of("tokens", HOUR.multipliedBy(5), ADA, MOMENT));

    assertFull(take("two", ONE_TOKEN), "tokens", HOUR.multipliedBy(5));
    assertThat(isGivenInTime("three", limit(ADA, 1, HOUR))).isTrue();
  }

  @Test
  void close_countersPlaces_nobodyGetsOneUntilItsTime() {
    quota().close(BSN, "application", HOUR);
    quota().close(BSN, "application", MOMENT);

    assertFull(quota().take(BSN, "one", List.of(TWO_REQUESTS), true), "application", HOUR);
    assertFull(reopened().take(BSN, "one", List.of(TWO_REQUESTS), false), "application", HOUR);
    assertThat(quota().take("astra", "one", List.of(TWO_REQUESTS), false)).isEmpty();
    assertThat(take("one", ONE_TOKEN)).isEmpty();
  }

  @Test
  void close_timeIsOver_placesAreGivenAgain() {
    quota().close(BSN, "application", MOMENT);

    assertThat(isGivenInTime("one", TWO_REQUESTS)).isTrue();
  }

  @Test
  void closed_severalProviders_namesThoseOfTheCounter() {
    quota().close(BSN, "suspension", HOUR);
    quota().close("astra", "suspension", MOMENT);
    quota().close("ringcentral", "application", HOUR);
    assertThat(isGivenInTime("astra", "one", limit("suspension", 1, HOUR))).isTrue();

    Map<String, Instant> closed = reopened().closed("suspension");
    assertThat(closed).containsOnlyKeys(BSN);
    assertThat(closed.get(BSN)).isCloseTo(now().plus(HOUR), within(1, ChronoUnit.MINUTES));
  }

  @Test
  void take_nothingToHold_onlyAsksWhetherItIsClosed() {
    var asking = Limit.asking("application");
    for (int i = 0; i < 3; i++) {
      assertThat(take("ask-" + i, asking)).isEmpty();
    }
    quota().close(BSN, "application", HOUR);

    assertFull(take("ask", asking), "application", HOUR);
  }

  @Test
  void take_somebodyWaits_whoDoesNotIsLeftOut() {
    quota().take(BSN, "one", List.of(ONE_TOKEN), false);
    assertFull(quota().take(BSN, "waiting", List.of(ONE_TOKEN), true), "tokens", HOUR);
    quota().hold(BSN, "one", Map.of("tokens", Duration.ZERO));

    assertFull(
        reopened().take(BSN, "background", List.of(ONE_TOKEN), false),
        "tokens",
        HOUR.plus(ProviderQuota.HEAD_START));
    assertThat(quota().take(BSN, "waiting", List.of(ONE_TOKEN), true)).isEmpty();
  }

  @Test
  void take_nobodyWaits_whoWasRefusedLeavesNoTrace() {
    quota().take(BSN, "one", List.of(ONE_TOKEN), true);
    assertFull(take("background", ONE_TOKEN), "tokens", HOUR);
    quota().hold(BSN, "one", Map.of("tokens", Duration.ZERO));

    assertThat(take("two", ONE_TOKEN)).isEmpty();
  }

  @Test
  void forgetEnded_whatHasNotEnded_isKept() {
    quota().take(BSN, "one", List.of(ONE_TOKEN), false);
    quota().close(BSN, "application", HOUR);
    quota().take(BSN, "two", List.of(limit(ADA, 1, MOMENT)), false);
    assertThat(isGivenInTime("three", limit(ADA, 1, MOMENT))).isTrue();
    quota().forgetEnded();

    assertFull(take("four", ONE_TOKEN), "tokens", HOUR);
    assertFull(take("five", TWO_REQUESTS), "application", HOUR);
  }

  /**
   * Counters that are new, used and just forgotten, each with fewer places than there are takers.
   */
  @Test
  void take_manyAtOnce_asManyGetOneAsThereAre() throws Exception {
    try (var threads = new Threads()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Limit> limits = List.of(limit("round " + round / 2, 5, HOUR), TWO_REQUESTS);
        String prefix = "round-" + round + "-";
        List<Callable<Boolean>> takers =
            IntStream.range(0, THREADS)
                .<Callable<Boolean>>mapToObj(i -> () -> isTakenOrForgets(prefix + i, i, limits))
                .toList();
        List<Boolean> taken = threads.together(takers);
        assertThat(frequency(taken, true)).isEqualTo(2);
        giveBack(prefix, taken);
      }
    }
  }

  /** One of them forgets what nobody needs while the others ask. */
  private boolean isTakenOrForgets(String place, int thread, List<Limit> limits) {
    if (thread == 0) {
      quota().forgetEnded();
      return false;
    }
    return quota().take(BSN, place, limits, false).isEmpty();
  }

  private void giveBack(String prefix, List<Boolean> taken) {
    IntStream.range(0, taken.size())
        .filter(taken::get)
        .forEach(i -> quota().hold(BSN, prefix + i, Map.of("application", Duration.ZERO)));
  }

  private static Limit limit(String counter, int most, Duration heldFor) {
    return new Limit(counter, most, HOUR.multipliedBy(9), heldFor);
  }

  private Optional<Full> take(String place, Limit limit) {
    return quota().take(BSN, place, List.of(limit), false);
  }

  private boolean isGivenInTime(String place, Limit limit) {
    return isGivenInTime(BSN, place, limit);
  }

  private boolean isGivenInTime(String provider, String place, Limit limit) {
    for (int i = 0; i < MOST_MOMENTS; i++) {
      if (quota().take(provider, place, List.of(limit), false).isEmpty()) {
        return true;
      }
      pass(MOMENT);
    }
    return false;
  }

  private void assertFull(Optional<Full> answer, String counter, Duration wait) {
    assertThat(answer).map(Full::counter).contains(counter);
    assertThat(answer.orElseThrow().until())
        .isCloseTo(now().plus(wait), within(1, ChronoUnit.MINUTES));
  }
}
