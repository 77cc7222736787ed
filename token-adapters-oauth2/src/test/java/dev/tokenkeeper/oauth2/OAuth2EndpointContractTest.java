package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.contract.TokenEndpointContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The endpoint keeps what the port promises. */
class OAuth2EndpointContractTest extends TokenEndpointContract {
  private RawServer server;
  private OAuth2Endpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    server = RawServer.answering(200, Endpoints.GRANT);
    endpoint =
        new OAuth2Endpoint(Endpoints.settings(server.uri("/token")).withHttp(Endpoints.PATIENT));
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
