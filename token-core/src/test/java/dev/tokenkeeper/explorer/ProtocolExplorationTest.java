package dev.tokenkeeper.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few seconds of what the whole exploration does. */
class ProtocolExplorationTest {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void explore_oneCrashAndOneLoss_breaksNothingAndVisitsWhatIsPinned(Mode mode) {
    Bounds bounds = Bounds.of(Fault.CRASH, 1, Fault.LOSS, 1).upTo(1);
    Report report = Explorer.all(new Run(mode, bounds, Plant.NONE), 11);
    System.out.println(report);
    assertThat(report.broken()).isEmpty();
    assertThat(report.states()).isEqualTo(Pins.BOUNDED.get(mode.name()));
  }
}
