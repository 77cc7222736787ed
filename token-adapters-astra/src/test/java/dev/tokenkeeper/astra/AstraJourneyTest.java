package dev.tokenkeeper.astra;

import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_REDIRECT_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.CodeExchangeException;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.oauth2.ApiAnswer;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.simulator.AstraFlip;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of a whole keeper go through the consent of a simulated Astra. */
class AstraJourneyTest {
  private static final AuthorizationId ADA = AuthorizationId.of("astra", "ada");

  private static final KeeperSettings SETTINGS =
      new KeeperSettings(
          "node-1",
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          100,
          4);

  private final MovableClock clock = new MovableClock();
  private AstraSimulator astra = astra(true);
  private TokenKeeper keeper = keeper(settings());

  @AfterEach
  void close() {
    keeper.close();
    astra.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada", "ada/byron%2F 1%", "  two  spaces  ", "ада \uD83D\uDE00", "a&b=c+d#?"})
  @Fact("2.12")
  void complete_anySubject_getsTokensOfItsOwnAccount(String subject) {
    astra.admin().register(subject, "pass word");
    AuthorizationId id = AuthorizationId.of("astra", subject);
    AuthorizationStatus status = agree(id, Map.of(), subject);
    AccessToken token = keeper.accessToken(id, astra.api());

    assertThat(status.id()).isEqualTo(id);
    assertThat(status.resourceOwner()).isEqualTo(user(token));
    assertThat(live(token)).isTrue();
  }

  @Test
  @Fact("1.session-cap.astra")
  void complete_figures_areThoseOfTheSettings() {
    AuthorizationStatus status = agree(ADA, Map.of(), "ada");

    assertThat(status.accessTokenEndsAt()).isEqualTo(MovableClock.START.plus(Duration.ofHours(2)));
    assertThat(status.refreshTokenEndsAt()).isEqualTo(MovableClock.START.plus(Duration.ofDays(10)));
    assertThat(status.sessionEndsAt()).isNull();
  }

  @Test
  void complete_codeExpired_beginsAnew() {
    AuthorizationRequest request = keeper.journeys().begin(ADA);
    URI callback = astra.authorize(request.uri(), "ada");
    clock.advance(Duration.ofMinutes(5));

    assertThatExceptionOfType(CodeExchangeException.class)
        .isThrownBy(() -> complete(request, callback))
        .satisfies(e -> assertThat(e.again()).isNotNull());
  }

  @Test
  @Fact("4.3-state")
  void complete_stateNotEchoed_isFoundByTheBrowser() {
    close();
    astra = astra(false);
    keeper = keeper(settings().echoesState(false));

    assertThat(agree(ADA, Map.of(), "ada").status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  @Fact({"2.12", "4.3-intent"})
  void complete_announcedUser_becomesTheUserOfTheIntent() {
    UserIntents intents = settings().build().userIntents();
    UserIntent intent = intents.create(profile());
    AuthorizationId bob = AuthorizationId.of("astra", "bob");
    AuthorizationStatus status =
        agree(bob, Map.of(AstraSettings.USER_INTENT_HINT, intent.id()), "bob@example.com");

    assertThat(status.resourceOwner()).isNotNull().isEqualTo(intents.find(intent.id()).userId());
  }

  @Test
  void exchange_announcedUser_needsNoBrowser() {
    AstraSettings settings = settings().build();
    UserIntent intent = settings.userIntents().create(profile());
    AuthorizationId bob = AuthorizationId.of("astra", "bob");
    Secret token = settings.partnerIdentity().verifyUserIntent(intent.id());

    assertThat(keeper.journeys().exchange(bob, token).status()).isEqualTo(Status.ACTIVE);
    assertThat(live(keeper.accessToken(bob, astra.api()))).isTrue();
  }

  @Test
  @Fact("8.api-401")
  void reportRejected_supersededToken_givesTheNewerOneWithoutARefresh() {
    agree(ADA, Map.of(), "ada");
    AccessToken before = keeper.accessToken(ADA);
    clock.advance(Timing.DEFAULT.minPeriod());
    keeper.authorizations().renew(ADA);
    AccessToken after = keeper.reportRejected(ADA, before, 401);

    assertThat(live(before)).isFalse();
    assertThat(live(after)).isTrue();
    assertThat(astra.tokenRequests()).isEqualTo(2);
  }

  @Test
  @Fact({"1.dead-access.astra", "4.5-access", "8.api-401"})
  void call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore() throws Exception {
    agree(ADA, Map.of(), "ada");
    AccessToken before = keeper.accessToken(ADA);
    signInElsewhere();
    clock.advance(Timing.DEFAULT.minPeriod());
    long requests = astra.tokenRequests();
    ApiAnswer answer = keeper.call(ADA, this::accounts, ApiAnswer::status);
    System.out.println(
        "8.api-401 | Astra | dead access token | requests " + (astra.tokenRequests() - requests));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(live(before)).isFalse();
    assertThat(astra.tokenRequests() - requests).isEqualTo(1);
    assertThat(astra.truth().apiRejected("ada", 401)).isEqualTo(1);
  }

  @Test
  @Fact("2.10")
  void accessToken_afterNineDaysOfSilence_isRenewed() {
    agree(ADA, Map.of(), "ada");
    clock.advance(Duration.ofDays(9));

    assertThat(live(keeper.accessToken(ADA))).isTrue();
  }

  @Test
  @Fact("4.6-weekly")
  void start_idleUser_isLeftAloneForAWeekAndThenKeptAlive() {
    agree(ADA, Map.of(), "ada");
    keeper.start();
    // To consent counts as a use: once it is renewed for that.
    clock.advance(Duration.ofHours(3));
    await().until(() -> status().generation() == 1);
    Instant renewed = clock.instant();
    clock.advance(Duration.ofHours(3));
    await().until(() -> dueAt().isAfter(renewed.plus(Duration.ofDays(6))));

    assertThat(dueAt()).isBeforeOrEqualTo(renewed.plus(Duration.ofDays(7)));
    assertThat(astra.tokenRequests()).isEqualTo(2);
    clock.set(renewed.plus(Duration.ofDays(7)));
    await().until(() -> status().generation() == 2);
    assertThat(status().refreshTokenEndsAt()).isEqualTo(renewed.plus(Duration.ofDays(17)));
  }

  @Test
  @Fact("1.revoke.astra")
  void revoke_anyAuthorization_endsHereAndSaysThatItLivesOnThere() {
    agree(ADA, Map.of(), "ada");
    AccessToken token = keeper.accessToken(ADA);

    assertThat(keeper.authorizations().revoke(ADA).tokens())
        .isNotEmpty()
        .extracting(TokenRevocation::result)
        .containsOnly(TokenRevocation.Result.NOT_REVOCABLE);
    assertThat(status().status()).isEqualTo(Status.REVOKED);
    assertThat(live(token)).as("Astra has no way to revoke").isTrue();
  }

  /** Which kills the keeper's access token, and it does not hear of it. */
  private void signInElsewhere() {
    var code = Secret.of(astra.admin().issueCode("ada", DEFAULT_REDIRECT_URI));
    var once = new AuthorizationCode(code, Lifetime.of(clock.instant(), Duration.ofMinutes(1)));
    try (Ticket ticket =
        (Ticket) settings().build().provider().endpoint().admit(Attempt.Purpose.LOGIN)) {
      ticket.send(new TokenRequest.Code(once, DEFAULT_REDIRECT_URI, null));
    }
  }

  private ApiAnswer accounts(AccessToken token) {
    return new ApiResource(astra.api(), HttpSettings.DEFAULT)
        .at("accounts")
        .get(token)
        .orElseThrow();
  }

  private Instant dueAt() {
    return Objects.requireNonNull(status().dueAt());
  }

  private AuthorizationStatus status() {
    return keeper.authorizations().status(ADA);
  }

  private AuthorizationStatus agree(AuthorizationId id, Map<String, String> hints, String user) {
    AuthorizationRequest request = keeper.journeys().begin(id, hints);
    return complete(request, astra.authorize(request.uri(), user));
  }

  private AuthorizationStatus complete(AuthorizationRequest request, URI callback) {
    String binding = request.browserBinding().reveal(SecretAccess.granted());
    return keeper
        .journeys()
        .complete("astra", AuthorizationResponse.of(callback.getRawQuery(), binding));
  }

  private String user(AccessToken token) {
    var owner = settings().build().provider().owner();
    return owner == null ? "" : String.valueOf(owner.of(token, Map.of()));
  }

  private boolean live(AccessToken token) {
    return astra.truth().isLive(token.value().reveal(SecretAccess.granted()));
  }

  private AstraSettings.Builder settings() {
    Secret secret = Secret.of(DEFAULT_CLIENT_SECRET);
    return AstraSettings.builder(DEFAULT_CLIENT_ID, secret, DEFAULT_REDIRECT_URI)
        .apiUri(astra.api())
        .cardUri(astra.api())
        .authorizationUri(astra.authorizationPage());
  }

  private TokenKeeper keeper(AstraSettings.Builder settings) {
    var store = new InMemoryAuthorizationStore(clock);
    return TokenKeeper.builder()
        .provider(settings.build().provider())
        .store(store)
        .journeys(new InMemoryJourneyStore())
        .directory(store)
        .cipher(new TestCipher())
        .time(clock, clock::nanos)
        .settings(SETTINGS)
        .build();
  }

  private AstraSimulator astra(boolean echoState) {
    return AstraFlip.simulator()
        .clock(clock)
        .account("ada", "pass word")
        .echoState(echoState)
        .start();
  }

  private static UserIntent.Profile profile() {
    return UserIntent.Profile.builder("bob@example.com", "+14155550101").build();
  }
}
