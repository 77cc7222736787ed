package dev.tokenkeeper.testkit.contract;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What is right passes, without our adapters' libraries. */
@Tag("whole")
class PlainProviderContractTest extends ProviderContract {
  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    return PlainProvider.with(new PlainEndpoint(server, exchangeTimeout))
        .authorization(PlainProvider.page(server))
        .storedLogins(true)
        .build();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(
        TokenRequest.Refresh.class,
        TokenRequest.Code.class,
        TokenRequest.IdentityToken.class,
        TokenRequest.Login.class,
        TokenRequest.Mint.class,
        TokenRequest.Assertion.class);
  }
}
