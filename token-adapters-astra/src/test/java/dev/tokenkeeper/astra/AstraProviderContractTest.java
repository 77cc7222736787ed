package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Astra keeps what every provider promises. */
@Tag("whole")
class AstraProviderContractTest extends ProviderContract {
  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    return AstraSettings.builder("app", clientSecret, FakeAstra.CALLBACK)
        .apiUri(server.resolve("/v1"))
        .cardUri(server.resolve("/card/v1"))
        .authorizationUri(server.resolve("/login/oauth/authorize"))
        .pkce(true)
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 256 * 1024))
        .build()
        .provider();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(
        TokenRequest.Refresh.class, TokenRequest.Code.class, TokenRequest.IdentityToken.class);
  }

  /** As its API writes errors that OAuth has no name for (provider notes, 4.5). */
  @Override
  protected String throttled() {
    return "{\"code\":429,\"name\":\"Too Many Requests\",\"description\":\"Slow down\"}";
  }
}
