package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.contract.TokenEndpointContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The endpoint of a file keeps what the port promises. */
class ConfiguredEndpointContractTest extends TokenEndpointContract {
  private RawServer server;
  private TokenEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    server = RawServer.answering(200, Endpoints.GRANT);
    String yaml =
        """
        id: acme
        endpoints: {token: %s}
        client: {id: app}
        rotation: {rule: one_time}
        """
            .formatted(server.uri("/token"));
    endpoint =
        ConfiguredProvider.of("acme.yaml", yaml, ClientSecrets.of(Secret.of("secret")))
            .provider()
            .endpoint();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected TokenEndpoint endpoint() {
    return endpoint;
  }

  @Override
  protected int requests() {
    return server.requests().size();
  }
}
