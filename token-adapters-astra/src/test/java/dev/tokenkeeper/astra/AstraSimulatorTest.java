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
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.AstraFlip;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter against an Astra that somebody else has written, and that knows the truth. */
class AstraSimulatorTest {
  private final MovableClock clock = new MovableClock();
  private AstraSimulator astra;
  private AstraSettings settings;
  private OAuthProvider provider;

  @BeforeEach
  void open() {
    astra =
        AstraFlip.simulator()
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
  @Fact({"1.access-life.astra", "4.4-answer"})
  void send_code_getsTokensOfTheUser() {
    TokenGrant grant = granted(code());

    assertThat(grant.expiresIn()).isEqualTo(Duration.ofHours(2));
    assertThat(grant.refreshExpiresIn()).as("left to the settings").isNull();
    assertThat(live(grant.accessToken())).isTrue();
    assertThat(owner(grant)).startsWith("usr_");
  }

  @Test
  @Fact({
    "1.rotation.astra",
    "1.reuse.astra",
    "1.old-access.astra",
    "1.live-cap.astra",
    "2.13",
    "4.6-current"
  })
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
  @Fact("4.6-weekly")
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
  @Fact({"1.refresh-life.astra", "4.5-refresh"})
  void send_refreshTokenAtItsEnd_isRefused() {
    TokenGrant grant = granted(code());
    clock.advance(Objects.requireNonNull(settings.profile().lifetimes().refreshToken()));

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("1.code-life.astra")
  void send_codeAtItsEnd_isRefused() {
    TokenRequest code = code();
    clock.advance(settings.profile().lifetimes().code());

    assertThat(send(code)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("4.5-code")
  void send_codeTwice_isRefused() {
    TokenRequest code = code();
    granted(code);

    assertThat(send(code)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("4.5-client")
  void send_wrongClient_isOurAffairAlone() {
    TokenGrant grant = granted(code());
    use("wrong");

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.ClientRefused.class);
  }

  @Test
  @Fact({"4.2-status", "4.4-identity"})
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
  @Fact("4.4-identity")
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
  @Fact({"4.2-three", "4.5-intent"})
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
    Outcome outcome = send(request);
    assertThat(outcome).isInstanceOf(Outcome.Granted.class);
    return ((Outcome.Granted) outcome).grant();
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
