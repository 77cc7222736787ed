package dev.tokenkeeper.astra;

import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.AstraSimulator.DEFAULT_REDIRECT_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import dev.tokenkeeper.testkit.simulator.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The adapter against an Astra that somebody else has written, and that knows the truth. */
class AstraSimulatorTest {
  private final MovableClock clock = new MovableClock();
  private AstraSimulator astra;
  private AstraSettings settings;
  private OAuthProvider provider;

  @BeforeEach
  void open() {
    astra =
        AstraSimulator.builder()
            .clock(clock)
            .account("ada", "pass word")
            .strictRedirectOnRefresh(true)
            .start();
    use(DEFAULT_CLIENT_SECRET);
  }

  @AfterEach
  void close() {
    astra.close();
  }

  @Test
  void send_code_getsTokensOfTheUser() {
    TokenGrant grant = granted(code());

    assertThat(grant.expiresIn()).isEqualTo(Duration.ofHours(2));
    assertThat(grant.refreshExpiresIn()).as("left to the settings").isNull();
    assertThat(live(grant.accessToken())).isTrue();
    assertThat(owner(grant)).startsWith("usr_");
  }

  @Test
  void send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore() {
    TokenGrant first = granted(code());
    TokenGrant second = granted(refresh(first));
    TokenGrant third = granted(refresh(first));

    assertThat(third.refreshToken()).isNotNull().isNotEqualTo(second.refreshToken());
    assertThat(Stream.of(first, second, third).map(TokenGrant::accessToken).map(this::live))
        .containsExactly(false, false, true);
    assertThat(owner(second)).isNull();
    assertThat(owner(third)).isNotNull();
    assertThat(live(Objects.requireNonNull(first.refreshToken()))).isTrue();
  }

  @Test
  void send_refreshWeekly_keepsTheUserForGood() {
    Duration keepAlive = settings.profile().renewal().keepAlive();
    TokenGrant latest = granted(code());
    for (int week = 0; week < 6; week++) {
      clock.advance(keepAlive);
      latest = granted(refresh(latest));
    }

    assertThat(live(latest.accessToken())).isTrue();
  }

  @Test
  void send_refreshTokenAtItsEnd_isRefused() {
    TokenGrant grant = granted(code());
    clock.advance(Objects.requireNonNull(settings.profile().lifetimes().refreshToken()));

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  void send_codeAtItsEnd_isRefused() {
    TokenRequest code = code();
    clock.advance(settings.profile().lifetimes().code());

    assertThat(send(code)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  void send_codeTwice_isRefused() {
    TokenRequest code = code();
    granted(code);

    assertThat(send(code)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  void send_wrongClient_isOurAffairAlone() {
    TokenGrant grant = granted(code());
    use("wrong");

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.ClientRefused.class);
  }

  @Test
  void verify_userIntent_isGoodForOneExchange() {
    UserIntent intent = settings.userIntents().create(profile());
    TokenRequest identity = identity(settings.partnerIdentity().verifyUserIntent(intent.id()));
    TokenGrant grant = granted(identity);

    assertThat(intent.status()).isEqualTo("approved");
    assertThat(intent.userId()).isNull();
    assertThat(settings.userIntents().find(intent.id()).userId()).isEqualTo(owner(grant));
    assertThat(send(identity)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  void verify_user_lastsAMinute() {
    String user = Objects.requireNonNull(owner(granted(code())));
    TokenRequest identity = identity(settings.partnerIdentity().verifyUser(user));
    clock.advance(Duration.ofMinutes(1));

    assertThat(send(identity)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  void verify_unknownUser_isRefused() {
    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> settings.partnerIdentity().verifyUser("usr_0"))
        .satisfies(e -> assertThat(e.status()).hasValue(404));
  }

  @Test
  void create_fourthOfOneEmail_isRefused() {
    UserIntents intents = settings.userIntents();
    for (int i = 0; i < 3; i++) {
      intents.create(profile());
    }

    assertThatExceptionOfType(AstraException.class)
        .isThrownBy(() -> intents.create(profile()))
        .withMessageContaining("At most 3")
        .satisfies(e -> assertThat(e.status()).hasValue(400));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.REQUEST_LOST, Outcome.Unknown.class),
        Arguments.of(Fault.ANSWER_LOST, Outcome.Unknown.class),
        Arguments.of(Fault.ANSWER_CUT, Outcome.Unknown.class),
        Arguments.of(Fault.SERVER_ERROR_500, Outcome.Unknown.class),
        Arguments.of(Fault.UNAVAILABLE_503, Outcome.Unknown.class),
        Arguments.of(Fault.HTML_BODY, Outcome.Unknown.class),
        Arguments.of(Fault.MISSING_ACCESS_TOKEN, Outcome.Unknown.class),
        Arguments.of(Fault.EXPIRES_IN_AS_STRING, Outcome.Granted.class),
        Arguments.of(Fault.throttled(Duration.ofSeconds(7)), Outcome.Throttled.class));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void send_somethingGoesWrong_costsOneRequestAndNoRefreshToken(
      Fault fault, Class<? extends Outcome> outcome) {
    TokenGrant grant = granted(code());
    long before = astra.tokenRequests();
    astra.faults().next(1, fault);

    assertThat(send(refresh(grant))).isInstanceOf(outcome);
    assertThat(astra.tokenRequests() - before).isEqualTo(1);
    assertThat(live(granted(refresh(grant)).accessToken())).isTrue();
  }

  private void use(String clientSecret) {
    settings =
        AstraSettings.builder(DEFAULT_CLIENT_ID, Secret.of(clientSecret), DEFAULT_REDIRECT_URI)
            .apiUri(astra.api())
            .cardUri(astra.api())
            .authorizationUri(astra.authorizationPage())
            .build();
    provider = settings.provider();
  }

  private TokenRequest code() {
    String code = astra.admin().issueCode("ada", DEFAULT_REDIRECT_URI);
    return new TokenRequest.Code(oneTime(Secret.of(code)), DEFAULT_REDIRECT_URI, null);
  }

  private TokenRequest identity(Secret token) {
    return new TokenRequest.IdentityToken(oneTime(token));
  }

  private AuthorizationCode oneTime(Secret value) {
    return new AuthorizationCode(value, Lifetime.of(clock.instant(), Duration.ofMinutes(1)));
  }

  private Outcome send(TokenRequest request) {
    try (Ticket ticket = (Ticket) provider.endpoint().admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }

  private TokenGrant granted(TokenRequest request) {
    return ((Outcome.Granted) send(request)).grant();
  }

  private @Nullable String owner(TokenGrant grant) {
    String value = grant.accessToken().reveal(SecretAccess.granted());
    return Objects.requireNonNull(provider.owner()).of(FakeAstra.token(value), Map.of());
  }

  private boolean live(Secret token) {
    return astra.truth().isLive(token.reveal(SecretAccess.granted()));
  }

  private static UserIntent.Profile profile() {
    return UserIntent.Profile.builder("bob@example.com", "+14155550101").build();
  }

  private static TokenRequest refresh(TokenGrant grant) {
    return new TokenRequest.Refresh(Objects.requireNonNull(grant.refreshToken()));
  }
}
