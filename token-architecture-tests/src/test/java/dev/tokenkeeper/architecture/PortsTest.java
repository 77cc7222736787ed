package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.ports.port.NeverFaked;
import dev.tokenkeeper.architecture.fixture.ports.port.NeverSpecified;
import dev.tokenkeeper.architecture.fixture.ports.port.SelfSpecified;
import dev.tokenkeeper.architecture.fixture.ports.port.UsedOnce;
import org.junit.jupiter.api.Test;

/** A port is used on both sides, with a contract. */
class PortsTest {
  private static final Theme THEME = new Theme("ports");

  @Test
  void ports_haveAContract() {
    THEME.prove(
        PortRules::contracts,
        PortRules.WITHOUT_CONTRACT,
        NeverSpecified.class,
        SelfSpecified.class);
  }

  @Test
  void ports_haveTwoImplementations() {
    THEME.prove(PortRules::implementations, PortRules.WITHOUT_TWO, UsedOnce.class);
  }

  @Test
  void ports_haveAnImplementationForTests() {
    THEME.prove(PortRules::fakes, PortRules.WITHOUT_FAKE, NeverFaked.class);
  }
}
