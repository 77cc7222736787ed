package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.contract.TokenEndpointContract;

class ScriptedTokenEndpointContractTest extends TokenEndpointContract {
  private final ScriptedTokenEndpoint endpoint =
      new ScriptedTokenEndpoint()
          .otherwise(
              request ->
                  new Outcome.Granted(
                      TokenGrant.of(Secret.of("access"), null, Secret.of("refresh"))));

  @Override
  protected TokenEndpoint endpoint() {
    return endpoint;
  }

  @Override
  protected int requests() {
    return endpoint.requests().size();
  }
}
