package dev.tokenkeeper.bsn;

import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.contract.SignalsContract;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.Faults;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** What BSN.cloud's token endpoint may signal, and that it is asked but once. */
class BsnSignalsTest extends SignalsContract {
  private final BsnSimulator bsn =
      BsnSimulator.builder().clock(new MovableClock()).account("ada", "pass word").start();

  BsnSignalsTest() {
    super("BSN.cloud", DEFAULT_CLIENT_SECRET, System.out::println);
  }

  @AfterEach
  void close() {
    bsn.close();
  }

  @Override
  protected OAuthProvider provider(Secret clientSecret, Duration exchangeTimeout) {
    return BsnSettings.builder(DEFAULT_CLIENT_ID, clientSecret)
        .tokenUri(bsn.tokenEndpoint())
        .apiUri(bsn.restApi())
        .http(new HttpSettings(exchangeTimeout, exchangeTimeout, 64 * 1024))
        .build()
        .provider();
  }

  @Override
  protected TokenRequest first(OAuthProvider provider) {
    return new TokenRequest.Login("ada", Secret.of("pass word"));
  }

  @Override
  protected void revoke() {
    bsn.admin().revokeRefreshTokens("ada");
  }

  @Override
  protected Faults faults() {
    return bsn.faults();
  }

  @Override
  protected long tokenRequests() {
    return bsn.tokenRequests();
  }

  /** A refresh token that was spent must not be seen again: that would cost the session. */
  @Override
  protected void assertHarmless(TokenRequest.Refresh refresh) {
    assertThat(bsn.truth().refreshTokenReuses()).isZero();
  }
}
