package dev.tokenkeeper.bsn;

import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.simulator.BsnFlip;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.BsnSimulatorBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user of a whole keeper calls the API of a simulated BSN.cloud, which refuses. */
class BsnKeeperTest {
  private static final AuthorizationId ADA = AuthorizationId.of("bsn", "ada");

  private static final KeeperSettings SETTINGS =
      new KeeperSettings(
          "node-1",
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          100,
          4);

  private final MovableClock ours = new MovableClock();
  private final MovableClock theirs = new MovableClock();
  private BsnSimulator bsn = simulator().start();
  private TokenKeeper keeper = keeper(settings -> settings);

  @AfterEach
  void close() {
    keeper.close();
    bsn.close();
  }

  @Test
  @Fact({"1.dead-access.bsn", "5.6-401", "8.api-401", "8.api-403"})
  void call_expiredAccessToken_isRenewedByOneRequestAndSentOnceMore() throws Exception {
    for (int status : new int[] {401, 403}) {
      // For us the token is at its first third: their clock runs ahead.
      theirs.advance(Duration.ofMinutes(6));
      assertCall("devices", status, 200, 1);
    }
    assertThat(bsn.truth().refreshesGranted("ada")).isEqualTo(2);
    assertThat(bsn.truth().apiRejected("ada", 401)).isEqualTo(1);
    assertThat(bsn.truth().apiRejected("ada", 403)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Fact({"2.8", "5.6-403", "8.api-403"})
  void call_scopeMissing_isRefusedAtTheSecondTimeAtTheLatest(boolean treat403AsExpired)
      throws Exception {
    reopen(
        simulator().account("ada", "pass word", Set.of("bsn.api.self")),
        settings -> settings.treat403AsExpired(treat403AsExpired));

    assertCall("devices", 403, 403, treat403AsExpired ? 1 : 0);
    assertThat(bsn.truth().apiRejected("ada", 403)).isEqualTo(treat403AsExpired ? 2 : 1);
  }

  @Test
  @Fact({"5.6-403", "8.api-403"})
  void reportRejected_403WithATokenAtItsEnd_renewsWhateverA403MeansOtherwise() {
    reopen(simulator(), settings -> settings.treat403AsExpired(false));
    AccessToken held = keeper.accessToken(ADA);
    assertThat(keeper.reportRejected(ADA, held, 403)).isEqualTo(held);
    ours.advance(Duration.ofMinutes(6));
    theirs.advance(Duration.ofMinutes(6));

    assertThat(keeper.reportRejected(ADA, held, 403)).isNotEqualTo(held);
    assertThat(bsn.truth().refreshesGranted("ada")).isEqualTo(1);
  }

  @Test
  @Fact({"1.dead-access.bsn", "5.3-again", "5.6-410", "8.api-410"})
  void call_sessionEnded_logsInAgainAndChoosesTheNetworkAgain() throws Exception {
    bsn.admin().endSessions("ada");

    assertCall("devices", 410, 200, 1);
    assertThat(bsn.truth().logins("ada")).isEqualTo(2);
    assertThat(bsn.truth().refreshesGranted("ada")).isZero();
  }

  @Test
  @Fact("2.7")
  void accessToken_refreshTokenWasNeverGiven_logsInAgain() {
    reopen(simulator().withoutRefreshTokens(), settings -> settings);
    ours.advance(Duration.ofMinutes(6));
    theirs.advance(Duration.ofMinutes(6));

    assertThat(keeper.accessToken(ADA).generation()).isPositive();
    assertThat(bsn.truth().logins("ada")).isEqualTo(2);
  }

  @Test
  @Fact("5.3-again")
  void accessToken_renewedOverAndOver_needsTheNetworkOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      ours.advance(Duration.ofMinutes(6));
      theirs.advance(Duration.ofMinutes(6));
      assertCall("devices", 0, 200, 1);
    }
    // Three calls and one choice.
    assertThat(bsn.truth().apiAccepted("ada")).isEqualTo(4);
  }

  private void assertCall(String resource, int refusal, int status, long expected)
      throws Exception {
    ours.advance(Timing.DEFAULT.minPeriod());
    long before = bsn.tokenRequests();
    ApiAnswer answer = keeper.call(ADA, token -> get(resource, token), ApiAnswer::status);
    long requests = bsn.tokenRequests() - before;
    if (refusal > 0) {
      System.out.println(
          "8.api-%d | BSN.cloud | then %d | requests %d".formatted(refusal, status, requests));
    }

    assertThat(answer.status()).isEqualTo(status);
    assertThat(requests).as("token requests read from the socket").isEqualTo(expected);
  }

  private ApiAnswer get(String resource, AccessToken token) {
    return new ApiResource(bsn.restApi(), HttpSettings.DEFAULT)
        .at(resource)
        .get(token)
        .orElseThrow();
  }

  private BsnSimulatorBuilder simulator() {
    return BsnFlip.simulator().clock(theirs).account("ada", "pass word");
  }

  private void reopen(BsnSimulatorBuilder simulator, UnaryOperator<BsnSettings.Builder> change) {
    close();
    bsn = simulator.start();
    keeper = keeper(change);
  }

  /** With a user whose login is kept. */
  private TokenKeeper keeper(UnaryOperator<BsnSettings.Builder> change) {
    var store = new InMemoryAuthorizationStore(ours);
    var settings =
        BsnSettings.builder(DEFAULT_CLIENT_ID, Secret.of(DEFAULT_CLIENT_SECRET))
            .tokenUri(bsn.tokenEndpoint())
            .apiUri(bsn.restApi())
            .network(DEFAULT_NETWORK);
    TokenKeeper made =
        TokenKeeper.builder()
            .provider(change.apply(settings).build().provider())
            .store(store)
            .directory(store)
            .cipher(new TestCipher())
            .time(ours, ours::nanos)
            .settings(SETTINGS)
            .build();
    made.journeys().login(ADA, UserLogin.kept("ada", Secret.of("pass word")));
    return made;
  }
}
