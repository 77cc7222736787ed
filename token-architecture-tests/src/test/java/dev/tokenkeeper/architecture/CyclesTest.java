package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.cycles.domain.There;
import dev.tokenkeeper.architecture.fixture.cycles.port.Back;
import org.junit.jupiter.api.Test;

/** Packages form no circle. */
class CyclesTest {
  private static final Theme THEME = new Theme("cycles");

  @Test
  void packages_doNotKnowEachOtherBothWays() {
    THEME.prove(ArrowRules::cycles, There.class, Back.class);
  }
}
