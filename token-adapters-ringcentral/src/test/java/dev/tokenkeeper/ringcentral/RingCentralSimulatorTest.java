package dev.tokenkeeper.ringcentral;

import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_REDIRECT_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.RingCentralAtSessionCap;
import dev.tokenkeeper.testkit.simulator.RingCentralFlip;
import dev.tokenkeeper.testkit.simulator.RingCentralLimitKey;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulatorBuilder;
import dev.tokenkeeper.testkit.simulator.SessionEnd;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against a RingCentral that somebody else has written, and that knows the truth. */
class RingCentralSimulatorTest {
  // RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.fake.jwt";

  private final MovableClock clock = new MovableClock();
  private RingCentralSimulator ringCentral;
  private OAuthProvider provider;

  @BeforeEach
  void open() {
    start(RingCentralSimulatorBuilder::withoutAuthLimit);
  }

  @AfterEach
  void close() {
    ringCentral.close();
  }

  @Test
  @Fact({
    "1.access-life.ringcentral",
    "1.rotation.ringcentral",
    "1.old-access.ringcentral",
    "6.4-one-short",
    "6.5.1"
  })
  void send_codeThenRefresh_getsNewTokensOfOneSession() {
    TokenGrant first = consent();
    TokenGrant second = granted(refresh(first));

    assertThat(first.expiresIn()).isEqualTo(Duration.ofHours(24).minusSeconds(1));
    assertThat(first.refreshExpiresIn()).isEqualTo(Duration.ofDays(7).minusSeconds(1));
    assertThat(first.sessionExpiresIn()).isNull();
    assertThat(first.attributes()).containsOnlyKeys("owner_id", "endpoint_id");
    assertThat(second.refreshToken()).isNotNull().isNotEqualTo(first.refreshToken());
    assertThat(second.sessionId()).isNotNull().isEqualTo(first.sessionId());
    assertThat(live(second.accessToken())).isTrue();
    assertThat(live(first.accessToken())).as("dies at once").isFalse();
  }

  @Test
  void send_otherVerifier_isRefusedForThisUserAlone() {
    assertThat(send(code("other-".repeat(10)))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("1.code-life.ringcentral")
  void send_codeTooLate_isRefusedForThisUserAlone() {
    TokenRequest code = code(VERIFIER);
    clock.advance(Duration.ofMinutes(1));

    assertThat(send(code)).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("6.3-code")
  void send_publicClient_getsAndRenewsTokens() {
    start(builder -> builder.withoutAuthLimit().publicClient("phone").enforcePkce(true));
    provider = at(RingCentralSettings.publicClient("phone")).build().provider();

    assertThat(granted(refresh(consent())).refreshToken()).isNotNull();
  }

  @Test
  @Fact({"1.reuse.ringcentral", "2.2", "6.5.3", "6.5-same-pair"})
  void send_replayInsideTheGrace_bringsTheSamePair() {
    TokenGrant first = consent();
    TokenGrant second = granted(refresh(first));
    clock.advance(Duration.ofMinutes(60));
    TokenGrant again = granted(refresh(first));

    assertThat(again.accessToken()).isEqualTo(second.accessToken());
    assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
    assertThat(again.expiresIn()).isEqualTo(Duration.ofHours(23).minusSeconds(1));
    assertThat(ringCentral.truth().refreshTokenReuses()).isZero();
  }

  @Test
  @Fact({"1.reuse.ringcentral", "6.6-unknown"})
  void send_replayAfterTheGrace_isRefusedAndCostsNothingElse() {
    TokenGrant first = consent();
    TokenGrant second = granted(refresh(first));
    clock.advance(Duration.ofMinutes(60).plusSeconds(1));

    assertThat(send(refresh(first)))
        .asInstanceOf(type(Outcome.GrantRefused.class))
        .extracting(Outcome.GrantRefused::reason, STRING)
        .contains("Token not found");
    assertThat(live(second.accessToken())).isTrue();
    assertThat(granted(refresh(second)).refreshToken()).isNotNull();
  }

  @Test
  @Fact({"1.reuse.ringcentral", "2.2", "6.5.4"})
  void send_replayAfterTheFirstUse_isForgivenForTenSeconds() {
    TokenGrant first = consent();
    TokenGrant second = granted(refresh(first));
    assertThat(owner(second, Map.of())).isNotNull();
    clock.advance(Duration.ofSeconds(10));
    assertThat(granted(refresh(first)).accessToken()).isEqualTo(second.accessToken());
    clock.advance(Duration.ofSeconds(1));

    assertThat(send(refresh(first))).isInstanceOf(Outcome.GrantRefused.class);
  }

  @Test
  @Fact("6.5-lost")
  void send_answerLost_isResolvedByAReplay() {
    TokenGrant first = consent();
    ringCentral.faults().next(1, Fault.ANSWER_LOST);
    assertThat(send(refresh(first))).isInstanceOf(Outcome.Unknown.class);

    assertThat(live(granted(refresh(first)).accessToken())).isTrue();
    assertThat(ringCentral.truth().refreshesGranted("ada")).isEqualTo(1);
  }

  @Test
  @Fact({"1.refresh-life.ringcentral", "6.6-expired"})
  void send_refreshTokenTooOld_isRefused() {
    TokenGrant grant = consent();
    clock.advance(Duration.ofDays(7));

    assertThat(send(refresh(grant)))
        .asInstanceOf(type(Outcome.GrantRefused.class))
        .extracting(Outcome.GrantRefused::reason, STRING)
        .contains("Token expired");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Fact("6.6-login")
  void send_refusals_areToldApartWithOrWithoutTheList(boolean list) {
    start(builder -> builder.withoutAuthLimit().bodiesWithErrors(list));
    TokenGrant grant = consent();
    ringCentral.admin().endSessions("ada");
    assertThat(send(refresh(grant))).isInstanceOf(Outcome.GrantRefused.class);
    provider = settings("wrong").build().provider();

    assertThat(send(refresh(grant))).isInstanceOf(Outcome.ClientRefused.class);
  }

  @Test
  @Fact({"1.refresh-life.ringcentral", "2.1"})
  void send_whatIsAskedFor_isGranted() {
    provider =
        settings(DEFAULT_CLIENT_SECRET)
            .accessTokenTtl(Duration.ofHours(1))
            .refreshTokenTtl(Duration.ofDays(4))
            .endpointId("node-1")
            .build()
            .provider();
    TokenGrant second = granted(refresh(consent()));

    assertThat(second.expiresIn()).isEqualTo(Duration.ofHours(1).minusSeconds(1));
    assertThat(second.refreshExpiresIn()).isEqualTo(Duration.ofDays(4).minusSeconds(1));
    assertThat(second.attributes()).containsEntry("endpoint_id", "node-1");
  }

  @Test
  @Fact({"1.session-cap.ringcentral", "6.5.5"})
  void send_companyBoundsSessions_isKnown() {
    start(b -> b.withoutAuthLimit().absoluteSessionTimeout(Duration.ofHours(8)));

    assertThat(consent().sessionExpiresIn()).isEqualTo(Duration.ofHours(8).minusSeconds(1));
  }

  @Test
  @Fact("6.3-off")
  void send_applicationWithoutRefreshTokens_getsAnAccessTokenAlone() {
    start(builder -> builder.withoutAuthLimit().issueRefreshTokens(false));

    assertThat(consent().refreshToken()).isNull();
  }

  @Test
  @Fact({"1.revoke.ringcentral", "6.8-revoke"})
  void send_revoke_endsTheWholeSession() {
    TokenGrant first = consent();
    TokenGrant second = granted(refresh(first));

    assertThat(send(revoke(second.accessToken(), TokenKind.ACCESS_TOKEN)))
        .isEqualTo(new Outcome.Revoked());
    assertThat(live(second.accessToken())).isFalse();
    assertThat(live(Objects.requireNonNull(second.refreshToken()))).isFalse();
    assertThat(ringCentral.truth().sessionsEnded("ada", SessionEnd.REVOKED)).isEqualTo(1);
    assertThat(send(refresh(second))).isInstanceOf(Outcome.GrantRefused.class);
    assertThat(send(revoke(Secret.of("unknown"), TokenKind.REFRESH_TOKEN)))
        .isEqualTo(new Outcome.Revoked());
  }

  @Test
  @Fact("6.4-answer")
  void of_apiAndAnswer_nameTheSameAccount() {
    TokenGrant grant = consent();

    assertThat(owner(grant, Map.of()))
        .isNotNull()
        .isEqualTo(owner(grant, grant.attributes()))
        .isEqualTo(grant.attributes().get("owner_id"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Fact({"1.live-cap.ringcentral", "1.rate-limit.ringcentral"})
  void send_oneTooMany_holdsTheApplicationBack(boolean said) {
    start(
        builder ->
            builder
                .retryAfterHeader(said)
                .authLimit(
                    5,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    RingCentralLimitKey.APPLICATION));
    TokenGrant grant = consent();
    for (int i = 0; i < 4; i++) {
      grant = granted(refresh(grant));
    }

    assertThat(send(refresh(grant))).isEqualTo(new Outcome.Throttled(Duration.ofMinutes(1)));
    assertThat(provider.endpoint().admit(Attempt.Purpose.REFRESH)).isInstanceOf(Held.class);
    assertThat(ringCentral.limitExceeded()).isEqualTo(1);
  }

  @Test
  @Fact("2.3")
  void send_assertionTwice_opensTwoSessionsThatBothLive() {
    provider = serviceAccounts();
    TokenGrant first = granted(mint());
    TokenGrant second = granted(mint());

    assertThat(first.expiresIn()).isEqualTo(Duration.ofHours(24).minusSeconds(1));
    assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    assertThat(live(first.accessToken())).as("stays valid").isTrue();
    assertThat(live(second.accessToken())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({",10", "P7D,5"})
  @Fact("1.live-cap.ringcentral")
  void send_assertionAgainAndAgain_findsARoomIfSessionsEndWithTheirTokens(
      @Nullable Duration refreshTokenTtl, int rooms) {
    start(b -> b.withoutAuthLimit().atSessionCap(RingCentralAtSessionCap.REFUSE_429));
    provider = serviceAccounts(refreshTokenTtl);
    int granted = 0;
    while (granted < 10 && send(mint()) instanceof Outcome.Granted) {
      granted++;
      // When the keeper mints the next one: after 0.7 of a day.
      clock.advance(Duration.ofMinutes(1008));
    }

    assertThat(granted).isEqualTo(rooms);
  }

  @Test
  @Fact("6.9-jwt")
  void send_assertionRevoked_isRefusedAndItsSessionsLiveOn() {
    provider = serviceAccounts();
    TokenGrant grant = granted(mint());
    ringCentral.admin().revokeJwt(JWT);

    assertThat(send(mint())).isInstanceOf(Outcome.GrantRefused.class);
    assertThat(live(grant.accessToken())).isTrue();
  }

  @Test
  void send_revokeOfAMintedToken_leavesTheOtherSession() {
    provider = serviceAccounts();
    TokenGrant first = granted(mint());
    TokenGrant second = granted(mint());
    send(revoke(first.accessToken(), TokenKind.ACCESS_TOKEN));

    assertThat(live(first.accessToken())).isFalse();
    assertThat(live(second.accessToken())).isTrue();
  }

  private void start(UnaryOperator<RingCentralSimulatorBuilder> change) {
    if (ringCentral != null) {
      ringCentral.close();
    }
    ringCentral =
        change
            .apply(
                RingCentralFlip.simulator()
                    .clock(clock)
                    .account("ada", "pass word")
                    .jwt("ada", JWT))
            .start();
    provider = settings(DEFAULT_CLIENT_SECRET).build().provider();
  }

  private RingCentralSettings.Builder settings(String clientSecret) {
    return at(RingCentralSettings.builder(DEFAULT_CLIENT_ID, Secret.of(clientSecret)));
  }

  private RingCentralSettings.Builder at(RingCentralSettings.Builder builder) {
    return builder.server(ringCentral.baseUri()).redirectUri(DEFAULT_REDIRECT_URI);
  }

  private OAuthProvider serviceAccounts() {
    return serviceAccounts(null);
  }

  private OAuthProvider serviceAccounts(@Nullable Duration refreshTokenTtl) {
    return RingCentralJwtSettings.builder(DEFAULT_CLIENT_ID, Secret.of(DEFAULT_CLIENT_SECRET))
        .server(ringCentral.baseUri())
        .serviceAccount("billing", Secret.of(JWT))
        .refreshTokenTtl(refreshTokenTtl)
        .build()
        .provider();
  }

  private TokenGrant consent() {
    return granted(code(VERIFIER));
  }

  private TokenRequest code(String verifier) {
    var page = Objects.requireNonNull(provider.authorization());
    URI asked = page.request(Secret.of("state"), CHALLENGE, Map.of("prompt", "login"));
    var code = Pattern.compile("[?&]code=([^&]+)");
    var matcher = code.matcher(ringCentral.authorize(asked, "ada").toString());
    assertThat(matcher.find()).isTrue();
    return new TokenRequest.Code(
        new AuthorizationCode(
            Secret.of(matcher.group(1)), Lifetime.of(clock.instant(), Duration.ofMinutes(1))),
        page.redirectUri(),
        Secret.of(verifier));
  }

  private TokenRequest mint() {
    return new TokenRequest.Assertion(Objects.requireNonNull(provider.assertions().get("billing")));
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

  private @Nullable String owner(TokenGrant grant, Map<String, String> facts) {
    return Objects.requireNonNull(provider.owner()).of(accessToken(grant), facts);
  }

  private boolean live(Secret token) {
    return ringCentral.truth().isLive(token.reveal(SecretAccess.granted()));
  }

  private static TokenRequest refresh(TokenGrant grant) {
    return new TokenRequest.Refresh(Objects.requireNonNull(grant.refreshToken()));
  }

  private static TokenRequest revoke(Secret token, TokenKind kind) {
    return new TokenRequest.Revoke(token, kind);
  }

  private AccessToken accessToken(TokenGrant grant) {
    return new AccessToken(
        AuthorizationId.of("ringcentral", "ada"),
        1,
        1,
        grant.accessToken(),
        grant.tokenType(),
        grant.scope(),
        Lifetime.of(clock.instant(), Duration.ofHours(24)),
        clock.instant().plusSeconds(200));
  }
}
