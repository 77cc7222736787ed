package com.example.harbour;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** The proof: some sixty cases, most of them answers that no provider should give. */
class HarbourContractTest extends ProviderContract {

  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    return new HarbourModule(
            new HarbourSettings(
                server.resolve("/token"),
                server,
                ClientSettings.basic("app", clientSecret),
                new HttpSettings(exchangeTimeout, exchangeTimeout, 64 * 1024)))
        .provider();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(TokenRequest.Refresh.class, TokenRequest.Login.class);
  }
}
