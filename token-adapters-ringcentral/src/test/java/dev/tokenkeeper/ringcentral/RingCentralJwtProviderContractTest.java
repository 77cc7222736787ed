package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** RingCentral keeps, for service accounts, what every provider promises. */
@Tag("whole")
class RingCentralJwtProviderContractTest extends ProviderContract {
  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    return RingCentralJwtSettings.builder("app", clientSecret)
        .server(server)
        .serviceAccount("billing", Secret.of("eyJ.fake.jwt"))
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 256 * 1024))
        .build()
        .provider();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(TokenRequest.Assertion.class);
  }

  @Override
  protected String refused(String error, String description) {
    return RingCentralProviderContractTest.refusal(error, description);
  }

  @Override
  protected String throttled() {
    return RingCentralProviderContractTest.THROTTLED;
  }
}
