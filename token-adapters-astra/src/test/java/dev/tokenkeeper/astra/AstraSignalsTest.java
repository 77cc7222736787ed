package dev.tokenkeeper.astra;

import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_REDIRECT_URI;

import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.contract.SignalsContract;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import dev.tokenkeeper.testkit.simulator.Faults;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** What Astra's token endpoint may signal, and that it is asked but once. */
class AstraSignalsTest extends SignalsContract {
  private final MovableClock clock = new MovableClock();
  private final AstraSimulator astra =
      AstraSimulator.builder().clock(clock).account("ada", "pass word").start();

  AstraSignalsTest() {
    super("Astra", DEFAULT_CLIENT_SECRET, System.out::println);
  }

  @AfterEach
  void close() {
    astra.close();
  }

  @Override
  protected OAuthProvider provider(Secret clientSecret, Duration exchangeTimeout) {
    return AstraSettings.builder(DEFAULT_CLIENT_ID, clientSecret, DEFAULT_REDIRECT_URI)
        .apiUri(astra.api())
        .cardUri(astra.api())
        .authorizationUri(astra.authorizationPage())
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 64 * 1024))
        .build()
        .provider();
  }

  @Override
  protected TokenRequest first(OAuthProvider provider) {
    var code = Secret.of(astra.admin().issueCode("ada", DEFAULT_REDIRECT_URI));
    var minute = Lifetime.of(clock.instant(), Duration.ofMinutes(1));
    return new TokenRequest.Code(new AuthorizationCode(code, minute), DEFAULT_REDIRECT_URI, null);
  }

  @Override
  protected void revoke() {
    astra.admin().revokeUser("ada");
  }

  @Override
  protected Faults faults() {
    return astra.faults();
  }

  @Override
  protected long tokenRequests() {
    return astra.tokenRequests();
  }
}
