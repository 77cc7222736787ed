package dev.tokenkeeper.bsn;

import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.BsnSimulator.DEFAULT_NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.port.TokenRequest.Revoke;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.BsnFlip;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The adapter against a BSN.cloud that somebody else has written, and that knows the truth. */
class BsnSimulatorTest {
  private static final TokenRequest LOGIN = new TokenRequest.Login("ada", Secret.of("pass word"));

  private final MovableClock clock = new MovableClock();
  private BsnSimulator bsn;
  private OAuthProvider provider;

  @BeforeEach
  void open() {
    bsn = BsnFlip.simulator().clock(clock).account("ada", "pass word").start();
    provider = settings(DEFAULT_CLIENT_SECRET).provider();
  }

  @AfterEach
  void close() {
    bsn.close();
  }

  @Test
  @Fact({"1.access-life.bsn", "1.rotation.bsn", "1.old-access.bsn"})
  void send_loginThenRefresh_getsNewTokensOfOneSession() {
    TokenGrant first = granted(LOGIN);
    TokenGrant second = granted(refresh(first));

    assertThat(first.expiresIn()).isEqualTo(Duration.ofMinutes(5));
    assertThat(first.refreshExpiresIn()).isEqualTo(Duration.ofMinutes(30));
    assertThat(second.refreshToken()).isNotNull().isNotEqualTo(first.refreshToken());
    assertThat(second.sessionId()).isNotNull().isEqualTo(first.sessionId());
    assertThat(live(second.accessToken())).isTrue();
    assertThat(live(first.accessToken())).as("stays valid").isTrue();
  }

  @Test
  @Fact({"1.rotation.bsn", "1.reuse.bsn"})
  void send_spentRefreshToken_isRefusedAndCostsTheSession() {
    TokenGrant first = granted(LOGIN);
    TokenGrant second = granted(refresh(first));

    assertThat(send(refresh(first))).isInstanceOf(Outcome.GrantRefused.class);
    assertThat(send(refresh(second))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("1.refresh-life.bsn")
  void send_refreshAfterTheSessionsEnd_isRefused() {
    TokenGrant grant = granted(LOGIN);
    clock.advance(Duration.ofMinutes(30));

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("5.5-login")
  void send_wrongPassword_isTheUsersAffairAlone() {
    assertThat(send(new TokenRequest.Login("ada", Secret.of("wrong"))))
        .isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("5.5-client")
  void send_wrongClient_isOurAffairAlone() {
    provider = settings("wrong").provider();

    assertThat(send(LOGIN)).isInstanceOf(Outcome.ClientRefused.class);
  }

  @Test
  @Fact({"1.refresh-life.bsn", "2.7"})
  void send_mint_getsAnAccessTokenAlone() {
    TokenGrant grant = granted(new TokenRequest.Mint());

    assertThat(grant.refreshToken()).isNull();
    assertThat(live(grant.accessToken())).isTrue();
  }

  @Test
  @Fact("1.revoke.bsn")
  void send_revoke_killsTheTokens() {
    TokenGrant grant = granted(LOGIN);
    Secret refreshToken = Objects.requireNonNull(grant.refreshToken());

    assertThat(send(new Revoke(refreshToken, TokenKind.REFRESH_TOKEN)))
        .isEqualTo(new Outcome.Revoked());
    assertThat(live(refreshToken)).isFalse();
    assertThat(send(new Revoke(refreshToken, TokenKind.REFRESH_TOKEN)))
        .as("a token that is not known")
        .isEqualTo(new Outcome.Revoked());
  }

  @Test
  @Fact("1.extra-step.bsn")
  void prepare_network_isChosenForTheSession() {
    AccessToken token = accessToken(granted(LOGIN));

    assertThat(prepare(token, Map.of())).isEqualTo(Preparation.Result.READY);
    assertThat(prepare(token, Map.of())).as("again").isEqualTo(Preparation.Result.READY);
    assertThat(prepare(token, Map.of("network", "nowhere")))
        .isEqualTo(Preparation.Result.TRY_AGAIN);
  }

  @Test
  @Fact("5.3-gone")
  void prepare_sessionGone_isSaid() {
    AccessToken token = accessToken(granted(LOGIN));
    bsn.admin().endSessions("ada");

    assertThat(prepare(token, Map.of())).isEqualTo(Preparation.Result.SESSION_ENDED);
  }

  private BsnSettings settings(String clientSecret) {
    return BsnSettings.builder(DEFAULT_CLIENT_ID, Secret.of(clientSecret))
        .tokenUri(bsn.tokenEndpoint())
        .apiUri(bsn.restApi())
        .network(DEFAULT_NETWORK)
        .build();
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

  private Preparation.Result prepare(AccessToken token, Map<String, String> attributes) {
    return Objects.requireNonNull(provider.preparation()).prepare(token, attributes);
  }

  private boolean live(Secret token) {
    return bsn.truth().isLive(token.reveal(SecretAccess.granted()));
  }

  private static TokenRequest refresh(TokenGrant grant) {
    return new TokenRequest.Refresh(Objects.requireNonNull(grant.refreshToken()));
  }

  private AccessToken accessToken(TokenGrant grant) {
    return new AccessToken(
        AuthorizationId.of("bsn", "ada"),
        1,
        1,
        grant.accessToken(),
        grant.tokenType(),
        grant.scope(),
        Lifetime.of(clock.instant(), Duration.ofMinutes(5)),
        clock.instant().plusSeconds(200));
  }
}
