package dev.tokenkeeper.bsn;

import dev.tokenkeeper.bsn.BsnSettings.Grant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** BSN.cloud keeps what every provider promises, both ways of getting tokens. */
@Tag("whole")
class BsnProviderContractTest {

  @Nested
  class Logins extends ProviderContract {
    @Override
    protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
      return bsn(Grant.PASSWORD_LIKE_WITH_REFRESH, server, clientSecret, exchangeTimeout);
    }

    @Override
    protected Set<Class<? extends TokenRequest>> grants() {
      return Set.of(TokenRequest.Refresh.class, TokenRequest.Login.class);
    }
  }

  @Nested
  class ClientCredentials extends ProviderContract {
    @Override
    protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
      return bsn(Grant.CLIENT_CREDENTIALS, server, clientSecret, exchangeTimeout);
    }

    @Override
    protected Set<Class<? extends TokenRequest>> grants() {
      return Set.of(TokenRequest.Mint.class);
    }
  }

  private static OAuthProvider bsn(
      Grant grant, URI server, Secret clientSecret, Duration exchangeTimeout) {
    return BsnSettings.builder("app", clientSecret)
        .grant(grant)
        .tokenUri(server.resolve("/realms/bsncloud/protocol/openid-connect/token"))
        .apiUri(server.resolve("/2022/06/REST"))
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 256 * 1024))
        .build()
        .provider();
  }
}
