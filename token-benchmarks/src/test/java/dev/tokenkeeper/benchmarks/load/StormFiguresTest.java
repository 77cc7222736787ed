package dev.tokenkeeper.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.benchmarks.load.StormFigures.Round;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormFiguresTest {
  private static final Round GOOD = new Round(1, 2, true, List.of(1000L, 3000L), List.of(0L, 0L));

  private static StormFigures sum(Round... rounds) {
    return StormFigures.of(2, 1, Arrays.asList(rounds));
  }

  @Test
  void keptPromises_oneRequestEachAndAllServed_isTrue() {
    assertThat(sum(GOOD, GOOD).keptPromises(2)).isTrue();
  }

  @Test
  void keptPromises_twoRequestsInOneRoundAndNoneInAnother_isFalse() {
    var twice = new Round(2, 2, true, List.of(), List.of());
    var never = new Round(0, 2, true, List.of(), List.of());

    assertThat(sum(twice, never).keptPromises(2)).isFalse();
  }

  @Test
  void keptPromises_oneCallerUnserved_isFalse() {
    var one = new Round(1, 1, true, List.of(), List.of());

    assertThat(sum(GOOD, one).failed()).isOne();
    assertThat(sum(GOOD, one).keptPromises(2)).isFalse();
  }

  @Test
  void keptPromises_authorizationDeadAfterwards_isFalse() {
    var dead = new Round(1, 2, false, List.of(), List.of());

    assertThat(sum(GOOD, dead).keptPromises(2)).isFalse();
  }

  @Test
  void keptPromises_endedEarly_isFalse() {
    assertThat(sum(GOOD).keptPromises(2)).isFalse();
  }

  @Test
  void of_waitsOfAllRounds_areRankedTogether() {
    var slow = new Round(1, 2, true, List.of(2000L, 9500L), List.of(100L, 500L));

    StormFigures figures = sum(GOOD, slow);

    assertThat(figures.waitP50Millis()).isEqualTo(2.0);
    assertThat(figures.waitMaxMillis()).isEqualTo(9.5);
    assertThat(figures.lateP99Millis()).isEqualTo(0.5);
  }

  @Test
  void millis_ofNothing_isZero() {
    assertThat(StormFigures.millis(List.of(), 99)).isZero();
  }
}
