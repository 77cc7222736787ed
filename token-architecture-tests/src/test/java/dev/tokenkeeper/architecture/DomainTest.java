package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.vocabulary.domain.Changing;
import dev.tokenkeeper.architecture.fixture.vocabulary.domain.Open;
import org.junit.jupiter.api.Test;

/** What the types of the domain look like. */
class DomainTest {
  private static final Theme THEME = new Theme("vocabulary");

  @Test
  void types_areClosed() {
    THEME.prove(DomainRules::closed, Open.class);
  }

  @Test
  void fields_areFinal() {
    THEME.prove(DomainRules::fixed, Changing.class);
  }

  @Test
  void types_haveNoSetters() {
    THEME.prove(DomainRules::setters, Changing.class);
  }
}
