package dev.tokenkeeper.architecture;

import dev.tokenkeeper.architecture.fixture.transport.oauth2.AnotherBuilder;
import dev.tokenkeeper.architecture.fixture.transport.oauth2.Follows;
import dev.tokenkeeper.architecture.fixture.transport.oauth2.OneBuilder;
import dev.tokenkeeper.architecture.fixture.transport.oauth2.Retries;
import dev.tokenkeeper.architecture.fixture.transport.oauth2.TrustsNames;
import dev.tokenkeeper.architecture.fixture.transport.oauth2.TrustsServers;
import org.junit.jupiter.api.Test;

/** How requests leave. */
class TransportTest {
  private static final Theme THEME = new Theme("transport");

  @Test
  void feignClients_areBuiltInOnePlace() {
    THEME.prove(TransportRules::oneBuilder, OneBuilder.class, AnotherBuilder.class);
  }

  @Test
  void servers_areTrustedAsTheJdkTrustsThem() {
    THEME.prove(TransportRules::trust, TrustsServers.class, TrustsNames.class);
  }

  @Test
  void requests_areSentOnce() {
    THEME.prove(TransportRules::once, Retries.class, Follows.class);
  }
}
