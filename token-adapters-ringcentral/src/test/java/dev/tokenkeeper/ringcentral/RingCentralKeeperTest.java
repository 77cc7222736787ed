package dev.tokenkeeper.ringcentral;

import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_REDIRECT_URI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.simulator.RingCentralFlip;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users of a whole keeper call the API of a simulated RingCentral. */
class RingCentralKeeperTest {
  private static final AuthorizationId ADA = AuthorizationId.of("ringcentral", "ada");
  private static final AuthorizationId BILLING = AuthorizationId.of("ringcentral-jwt", "billing");
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.fake.jwt";

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
  private RingCentralSimulator ringCentral;
  private TokenKeeper keeper;

  @BeforeEach
  void open() {
    ringCentral =
        RingCentralFlip.simulator()
            .clock(theirs)
            .account("ada", "pass word")
            .jwt("ada", JWT)
            .start();
    var store = new InMemoryAuthorizationStore(ours);
    keeper =
        TokenKeeper.builder()
            .provider(users().build().provider())
            .provider(serviceAccounts().build().provider())
            .store(store)
            .directory(store)
            .journeys(new InMemoryJourneyStore())
            .cipher(new TestCipher())
            .time(ours, ours::nanos)
            .settings(SETTINGS)
            .build();
  }

  @AfterEach
  void close() {
    keeper.close();
    ringCentral.close();
  }

  @Test
  @Fact({"1.dead-access.ringcentral", "6.6-api", "8.api-401"})
  void call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore() throws Exception {
    agree();
    // Their clock runs ahead, so that the token ends before we think it does.
    theirs.advance(Duration.ofHours(25));
    ours.advance(RingCentralSettings.TIMING.minPeriod());

    assertCallRenewsOnce("8.api-401 | RingCentral | dead access token", ADA);
    assertThat(ringCentral.truth().refreshesGranted("ada")).isEqualTo(1);
    assertThat(ringCentral.truth().apiRejected("ada", 401)).isEqualTo(1);
  }

  @Test
  @Fact({"6.9-remint", "8.api-401"})
  void call_deadMintedToken_isMintedOnceMore() throws Exception {
    keeper.journeys().mint(BILLING);
    theirs.advance(Duration.ofHours(25));
    ours.advance(RingCentralSettings.TIMING.minPeriod());

    assertCallRenewsOnce("8.api-401 | RingCentral (JWT) | dead access token", BILLING);
  }

  @Test
  @Fact("2.3")
  void accessToken_minted_isUsedUntilItsEnd() {
    keeper.journeys().mint(BILLING);
    AccessToken first = keeper.accessToken(BILLING);
    ours.advance(Duration.ofHours(12));
    theirs.advance(Duration.ofHours(12));

    assertThat(keeper.accessToken(BILLING)).isEqualTo(first);
    assertThat(ringCentral.tokenRequests()).isEqualTo(1);
    ours.advance(Duration.ofHours(12));
    theirs.advance(Duration.ofHours(12));
    assertThat(keeper.accessToken(BILLING)).isNotEqualTo(first);
    assertThat(ringCentral.tokenRequests()).isEqualTo(2);
  }

  private void assertCallRenewsOnce(String told, AuthorizationId id) throws Exception {
    long before = ringCentral.tokenRequests();
    ApiAnswer answer = keeper.call(id, this::callLog, ApiAnswer::status);
    long requests = ringCentral.tokenRequests() - before;
    System.out.println(told + " | requests " + requests);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(requests).as("token requests read from the socket").isEqualTo(1);
  }

  private ApiAnswer callLog(AccessToken token) {
    return new ApiResource(
            ringCentral.api().resolve("/restapi/v1.0/account/~/call-log"), HttpSettings.DEFAULT)
        .get(token)
        .orElseThrow();
  }

  private void agree() {
    AuthorizationRequest request = keeper.journeys().begin(ADA);
    String query = ringCentral.authorize(request.uri(), "ada").getRawQuery();
    String binding = request.browserBinding().reveal(SecretAccess.granted());
    keeper.journeys().complete("ringcentral", AuthorizationResponse.of(query, binding));
  }

  private RingCentralSettings.Builder users() {
    return RingCentralSettings.builder(DEFAULT_CLIENT_ID, Secret.of(DEFAULT_CLIENT_SECRET))
        .server(ringCentral.baseUri())
        .redirectUri(DEFAULT_REDIRECT_URI);
  }

  private RingCentralJwtSettings.Builder serviceAccounts() {
    return RingCentralJwtSettings.builder(DEFAULT_CLIENT_ID, Secret.of(DEFAULT_CLIENT_SECRET))
        .server(ringCentral.baseUri())
        .serviceAccount("billing", Secret.of(JWT));
  }
}
