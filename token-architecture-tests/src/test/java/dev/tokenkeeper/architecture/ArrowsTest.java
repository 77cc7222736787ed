package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.arrows.KnowsLibrary;
import dev.tokenkeeper.architecture.fixture.arrows.astra.KnowsBsn;
import dev.tokenkeeper.architecture.fixture.arrows.bsn.KnowsStore;
import dev.tokenkeeper.architecture.fixture.arrows.domain.KnowsProtocol;
import dev.tokenkeeper.architecture.fixture.arrows.guice.KnowsAdapter;
import dev.tokenkeeper.architecture.fixture.arrows.oauth2.KnowsProvider;
import dev.tokenkeeper.architecture.fixture.arrows.persistence.jpa.KnowsEncryption;
import dev.tokenkeeper.architecture.fixture.arrows.port.KnowsFront;
import dev.tokenkeeper.architecture.fixture.arrows.protocol.KnowsPort;
import dev.tokenkeeper.architecture.fixture.arrows.testkit.KnowsWire;
import dev.tokenkeeper.architecture.fixture.arrows.tink.KnowsTestkit;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class ArrowsTest {
  private static final Theme THEME = new Theme("arrows");

  @Test
  void core_dependsOnTheJdkAndJSpecifyAlone() {
    THEME.prove(ArrowRules::core, KnowsLibrary.class);
  }

  @Test
  void domain_knowsNothing() {
    THEME.prove(ArrowRules::domain, KnowsProtocol.class);
  }

  @Test
  void protocol_knowsDomainAlone() {
    THEME.prove(ArrowRules::protocol, KnowsPort.class);
  }

  @Test
  void port_doesNotKnowTheFrontDoor() {
    THEME.prove(ArrowRules::port, KnowsFront.class);
  }

  @Test
  void oauth2_knowsCoreAlone() {
    THEME.prove(ArrowRules::oauth2, KnowsProvider.class);
  }

  @Test
  void providers_knowOAuth2AndCoreAlone() {
    THEME.prove(ArrowRules::providersOutward, KnowsStore.class);
  }

  @Test
  void providers_doNotKnowEachOther() {
    THEME.prove(ArrowRules::providersSideways, KnowsBsn.class);
  }

  @Test
  void store_knowsCoreAlone() {
    THEME.prove(ArrowRules::store, KnowsEncryption.class);
  }

  @Test
  void encryption_knowsCoreAlone() {
    THEME.prove(ArrowRules::encryption, KnowsTestkit.class);
  }

  @Test
  void guice_knowsCoreAlone() {
    THEME.prove(ArrowRules::guice, KnowsAdapter.class);
  }

  @Test
  void testkit_knowsCoreAlone() {
    THEME.prove(ArrowRules::testkit, KnowsWire.class);
  }
}
