package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.contract.ProviderContract;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** RingCentral keeps, for its users, what every provider promises. */
@Tag("whole")
class RingCentralProviderContractTest extends ProviderContract {
  static final String THROTTLED =
      "{\"errorCode\":\"CMN-301\",\"message\":\"Request rate exceeded\","
          + "\"errors\":[{\"errorCode\":\"CMN-301\",\"message\":\"Request rate exceeded\"}]}";

  // What its documents say about OAuth's errors (provider notes, 6.6).
  private static final Map<String, String> CODES =
      Map.of(
          "invalid_grant", "OAU-213",
          "invalid_client", "OAU-153",
          "unauthorized_client", "OAU-112");

  @Override
  protected OAuthProvider provider(URI server, Secret clientSecret, Duration exchangeTimeout) {
    return RingCentralSettings.builder("app", clientSecret)
        .server(server)
        .redirectUri(URI.create("https://host.example.com/callback"))
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 256 * 1024))
        .build()
        .provider();
  }

  @Override
  protected Set<Class<? extends TokenRequest>> grants() {
    return Set.of(TokenRequest.Refresh.class, TokenRequest.Code.class);
  }

  @Override
  protected String refused(String error, String description) {
    return refusal(error, description);
  }

  @Override
  protected String throttled() {
    return THROTTLED;
  }

  static String refusal(String error, String description) {
    return """
        {"error":"%s","error_description":"%s","errors":[{"errorCode":"%s","message":"%s"}]}\
        """
        .formatted(error, description, CODES.getOrDefault(error, "OAU-999"), description);
  }
}
