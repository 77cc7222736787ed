package dev.tokenkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {

  @Test
  void backoff_aHundredFailuresInARow_growsToTheCapAndStaysThere() {
    Duration before = Duration.ZERO;
    for (int failures = 1; failures <= 100; failures++) {
      Duration backoff = Timing.DEFAULT.backoff(failures);
      assertThat(backoff).isPositive().isGreaterThanOrEqualTo(before);
      assertThat(backoff).isLessThanOrEqualTo(Timing.DEFAULT.longestBackoff());
      before = backoff;
    }
    assertThat(before).isEqualTo(Timing.DEFAULT.longestBackoff());
    assertThat(Timing.DEFAULT.backoff(Integer.MAX_VALUE)).isEqualTo(before);
  }

  @Test
  void new_sendBudgetAsLongAsTheAttempt_isRefused() {
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> new Timing(minute, minute, minute, minute, minute, minute, minute))
        .hasMessageContaining("send budget");
  }
}
