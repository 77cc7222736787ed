package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** A provider from a file keeps what every provider promises. */
@Tag("whole")
class ConfiguredProviderContractTest extends ProviderContract {
  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    String yaml =
        """
        id: acme
        endpoints: {authorization: %1$s/authorize, token: %1$s/token, revocation: %1$s/revoke}
        client: {id: app}
        redirectUri: https://host.example.com/callback
        scopes: [read, write]
        rotation: {rule: one_time}
        lifetimes: {refreshToken: 30d}
        http: {connectTimeout: %2$dms, exchangeTimeout: %2$dms}
        origins: [https://api.acme.example]
        """
            .formatted(server.toString().replaceAll("/$", ""), exchangeTimeout.toMillis());
    return ConfiguredProvider.of("acme.yaml", yaml, ClientSecrets.of(clientSecret)).provider();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(TokenRequest.Refresh.class, TokenRequest.Code.class);
  }
}
