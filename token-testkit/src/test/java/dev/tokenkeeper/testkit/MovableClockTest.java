package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MovableClockTest {
  private final MovableClock clock = new MovableClock();

  @Test
  void new_untouched_standsStillAtAWholeSecond() {
    assertThat(clock.instant()).isEqualTo(MovableClock.START).isEqualTo(clock.instant());
    assertThat(clock.millis()).isEqualTo(MovableClock.START.toEpochMilli());
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void advance_step_movesBothReadings() {
    clock.advance(Duration.ofMillis(1_500));

    assertThat(clock.instant()).isEqualTo(MovableClock.START.plusMillis(1_500));
    assertThat(clock.nanos()).isEqualTo(1_500_000_000L);
  }

  @Test
  void advance_negative_isRefused() {
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(MovableClock.START);
  }

  @Test
  void set_back_movesTheTimeOfDayAlone() {
    clock.set(Instant.EPOCH);

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void new_startWithNanoseconds_isCutToTheMillisecond() {
    assertThat(new MovableClock(Instant.parse("2026-01-01T00:00:00.123456Z")).instant())
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z"));
  }
}
