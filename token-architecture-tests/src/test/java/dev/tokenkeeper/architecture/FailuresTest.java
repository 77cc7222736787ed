package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.failures.bsn.Forces;
import dev.tokenkeeper.architecture.fixture.failures.bsn.ThrowsAnything;
import dev.tokenkeeper.architecture.fixture.failures.domain.ForcedException;
import dev.tokenkeeper.architecture.fixture.failures.domain.LooseException;
import org.junit.jupiter.api.Test;

/** What is thrown. */
class FailuresTest {
  private static final Theme THEME = new Theme("failures");

  @Test
  void exceptions_haveOneRoot() {
    THEME.prove(
        FailureRules::types, FailureRules.ROOTS, LooseException.class, ForcedException.class);
  }

  @Test
  void throwers_throwTheirOwnOrPlainErrors() {
    THEME.prove(FailureRules::throwing, FailureRules.THROWERS, ThrowsAnything.class);
  }

  @Test
  void publicMethods_forceNobodyToCatch() {
    THEME.prove(FailureRules::checked, FailureRules.CHECKED, Forces.class);
  }
}
