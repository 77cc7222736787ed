package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.time.bsn.AsksMath;
import dev.tokenkeeper.architecture.fixture.time.bsn.RollsDice;
import dev.tokenkeeper.architecture.fixture.time.bsn.Sleeps;
import dev.tokenkeeper.architecture.fixture.time.domain.ReadsNanos;
import dev.tokenkeeper.architecture.fixture.time.domain.ReadsWallClocks;
import org.junit.jupiter.api.Test;

/** Where time and chance come from. */
class TimeTest {
  private static final Theme THEME = new Theme("time");

  @Test
  void wallClocks_areReadWhereTheyAreChosen() {
    THEME.prove(TimeRules::wallClocks, TimeRules.WALL_CLOCKS, ReadsWallClocks.class);
  }

  @Test
  void monotonicClocks_areReadWhereTheyAreChosen() {
    THEME.prove(TimeRules::monotonicClocks, TimeRules.MONOTONIC_CLOCKS, ReadsNanos.class);
  }

  @Test
  void threads_doNotSleep() {
    THEME.prove(TimeRules::sleep, TimeRules.SLEEPERS, Sleeps.class);
  }

  @Test
  void ids_areNotGuessable() {
    THEME.prove(TimeRules::chance, RollsDice.class, AsksMath.class);
  }
}
