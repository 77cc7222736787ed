package dev.tokenkeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When those come back who were held back. */
class BacklogTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONG = Duration.ofDays(9);
  private static final Held MINUTE = held(Duration.ofMinutes(1));
  private static final Held CLOSED = held(Duration.ofSeconds(15));

  private static final Duration PACE = Duration.ofMillis(5);

  private final Backlog backlog = new Backlog();

  @Test
  void wait_providerIsFull_oneComesBackBehindTheOther() {
    backlog.shut("api", MINUTE, Duration.ofSeconds(30), T0);

    assertThat(Stream.generate(() -> wait(LONG, MINUTE, T0)).limit(4))
        .extracting(Duration::toSeconds)
        .containsExactly(60L, 90L, 120L, 150L);
  }

  @Test
  void wait_somebodyWaits_standsInNoLine() {
    backlog.shut("api", MINUTE, Duration.ofSeconds(30), T0);
    wait(LONG, MINUTE, T0);

    assertThat(backlog.wait(errand(LONG, true), MINUTE, T0)).isEqualTo(MINUTE.retryAfter());
  }

  @Test
  void wait_shortLineAndFullAgain_anotherBegins() {
    backlog.shut("api", MINUTE, Duration.ofSeconds(30), T0);
    wait(LONG, MINUTE, T0);
    wait(LONG, MINUTE, T0);
    Instant later = T0.plus(MINUTE.retryAfter());
    backlog.shut("api", MINUTE, Duration.ofSeconds(30), later);

    assertThat(wait(LONG, MINUTE, later)).isEqualTo(MINUTE.retryAfter());
  }

  @Test
  void wait_longLineAndClosedAgain_goesOn() {
    backlog.shut("api", CLOSED, PACE, T0);
    waitTimes(10_000, T0);
    Instant later = T0.plus(CLOSED.retryAfter());
    backlog.shut("api", CLOSED, PACE, later);

    assertThat(wait(LONG, CLOSED, later)).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void wait_moreThanALineHolds_standBesideThoseNearItsEnd() {
    backlog.shut("api", CLOSED, PACE, T0);
    List<Duration> waits = waitTimes(130_000, T0);

    assertThat(waits).allMatch(each -> each.compareTo(Duration.ofSeconds(615)) <= 0);
    assertThat(waits.get(120_000)).isEqualTo(Duration.ofSeconds(615));
    assertThat(waits.get(120_001)).isEqualTo(Duration.ofSeconds(555));
    assertThat(waits.get(129_999)).isGreaterThan(Duration.ofSeconds(590));
  }

  @Test
  void wait_limitAfterALongClosure_isAsLongAsTheLimitSays() {
    Held hour = held(Duration.ofHours(1));
    backlog.shut("api", hour, PACE, T0);
    waitTimes(10_000, T0);
    Instant later = T0.plus(hour.retryAfter());
    Held second = held(Duration.ofSeconds(1));
    backlog.shut("api", second, Duration.ofMillis(20), later.plusSeconds(50));
    wait(LONG, second, later.plusSeconds(50));

    assertThat(wait(LONG, second, later.plusSeconds(50))).isEqualTo(Duration.ofMillis(1_020));
  }

  @Test
  void wait_littleTimeIsLeft_isAPartOfIt() {
    backlog.shut("api", CLOSED, PACE, T0);
    waitTimes(100_000, T0);

    assertThat(wait(Duration.ofSeconds(640), CLOSED, T0)).isEqualTo(Duration.ofSeconds(15 + 320));
    assertThat(wait(Duration.ofSeconds(320), CLOSED, T0)).isEqualTo(Duration.ofSeconds(15 + 5));
    assertThat(wait(LONG, CLOSED, T0)).isGreaterThan(Duration.ofSeconds(500));
  }

  @Test
  void wait_heldBackAlone_isALittleLonger() {
    assertThat(wait(LONG, MINUTE, T0))
        .isBetween(MINUTE.retryAfter(), MINUTE.retryAfter().plusSeconds(5));
  }

  @Test
  void known_shut_saysHowLong() {
    assertThat(backlog.known("api", T0)).isNull();
    backlog.shut("api", CLOSED, PACE, T0);

    assertThat(backlog.known("api", T0.plusSeconds(5))).isEqualTo(held(Duration.ofSeconds(10)));
    assertThat(backlog.known("other", T0)).isNull();
    assertThat(backlog.known("api", T0.plusSeconds(15))).isNull();
  }

  private List<Duration> waitTimes(int times, Instant now) {
    return Stream.generate(() -> wait(LONG, CLOSED, now)).limit(times).toList();
  }

  private Duration wait(Duration left, Held held, Instant now) {
    return backlog.wait(errand(left, false), held, now);
  }

  private static Errand errand(Duration left, boolean urgent) {
    return new Errand(
        AuthorizationId.of("api", "ada"),
        RandomId.next(),
        Attempt.Purpose.REFRESH,
        true,
        urgent,
        false,
        null,
        left);
  }

  private static Held held(Duration time) {
    return new Held(time, "no room");
  }
}
