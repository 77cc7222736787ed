package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.names.common.KeptWithMost;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingDto;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingHelper;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingImpl;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingManager;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingUtil;
import dev.tokenkeeper.architecture.fixture.names.domain.ThingUtils;
import dev.tokenkeeper.architecture.fixture.names.impl.KeptBehind;
import dev.tokenkeeper.architecture.fixture.names.internal.KeptInside;
import dev.tokenkeeper.architecture.fixture.names.unmarked.Unmarked;
import dev.tokenkeeper.architecture.fixture.names.util.KeptWithAll;
import org.junit.jupiter.api.Test;

/** What things are called, and that null is said. */
class NamesTest {
  private static final Theme THEME = new Theme("names");

  @Test
  void classes_areNamedForWhatTheyAre() {
    THEME.prove(
        NameRules::classNames,
        ThingImpl.class,
        ThingUtil.class,
        ThingUtils.class,
        ThingHelper.class,
        ThingDto.class,
        ThingManager.class);
  }

  @Test
  void packages_areNamedForWhatTheyRefuse() {
    THEME.prove(
        NameRules::packageNames,
        KeptWithAll.class,
        KeptWithMost.class,
        KeptBehind.class,
        KeptInside.class);
  }

  @Test
  void packages_areNullMarked() {
    THEME.prove(NameRules::nullness, Unmarked.class);
  }
}
