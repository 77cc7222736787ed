package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.publictypes.bsn.ShownEndpoint;
import dev.tokenkeeper.architecture.fixture.publictypes.guice.ShownListener;
import dev.tokenkeeper.architecture.fixture.publictypes.guice.UnequalModule;
import dev.tokenkeeper.architecture.fixture.publictypes.persistence.jpa.ShownStore;
import dev.tokenkeeper.architecture.fixture.publictypes.tink.ShownCipher;
import org.junit.jupiter.api.Test;

/** What of an adapter can be seen from outside. */
class PublicTypesTest {
  private static final Theme THEME = new Theme("publictypes");

  @Test
  void adapters_showModulesAndSettingsAlone() {
    THEME.prove(
        PublicTypeRules::names,
        PublicTypeRules.CAPABILITIES,
        ShownEndpoint.class,
        ShownStore.class,
        ShownCipher.class,
        ShownListener.class);
  }

  @Test
  void modules_areEqualIfTheyBindTheSame() {
    THEME.prove(PublicTypeRules::modules, UnequalModule.class);
  }
}
