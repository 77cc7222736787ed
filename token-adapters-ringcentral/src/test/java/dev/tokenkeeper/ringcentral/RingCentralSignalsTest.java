package dev.tokenkeeper.ringcentral;

import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_REDIRECT_URI;

import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.contract.SignalsContract;
import dev.tokenkeeper.testkit.simulator.Faults;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;

/** What RingCentral's token endpoint may signal, and that it is asked but once. */
class RingCentralSignalsTest extends SignalsContract {
  // RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final MovableClock clock = new MovableClock();
  private final RingCentralSimulator ringCentral =
      RingCentralSimulator.builder()
          .clock(clock)
          .account("ada", "pass word")
          .withoutAuthLimit()
          .start();

  RingCentralSignalsTest() {
    super("RingCentral", DEFAULT_CLIENT_SECRET, System.out::println);
  }

  @AfterEach
  void close() {
    ringCentral.close();
  }

  @Override
  protected OAuthProvider provider(Secret clientSecret, Duration exchangeTimeout) {
    return RingCentralSettings.builder(DEFAULT_CLIENT_ID, clientSecret)
        .server(ringCentral.baseUri())
        .redirectUri(DEFAULT_REDIRECT_URI)
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 64 * 1024))
        .build()
        .provider();
  }

  @Override
  protected TokenRequest first(OAuthProvider provider) {
    var page = Objects.requireNonNull(provider.authorization());
    URI asked = page.request(Secret.of("state"), CHALLENGE, Map.of());
    String code =
        ringCentral.authorize(asked, "ada").getQuery().replaceFirst(".*code=([^&]+).*", "$1");
    var minute = Lifetime.of(clock.instant(), Duration.ofMinutes(1));
    var once = new AuthorizationCode(Secret.of(code), minute);
    return new TokenRequest.Code(once, DEFAULT_REDIRECT_URI, Secret.of(VERIFIER));
  }

  @Override
  protected void revoke() {
    ringCentral.admin().revokeTokens("ada");
  }

  @Override
  protected Faults faults() {
    return ringCentral.faults();
  }

  @Override
  protected long tokenRequests() {
    return ringCentral.tokenRequests();
  }
}
