package dev.tokenkeeper.astra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.MovableClock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conversation with Astra, as its documents have it. */
class AstraProviderTest {
  private static final String CALLBACK = "https%3A%2F%2Fhost.example.com%2Fcallback%2Fastra";
  private static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("astra_rt_19aa"));
  private static final AuthorizationCode ONE_TIME =
      new AuthorizationCode(
          Secret.of("once/+"), Lifetime.of(MovableClock.START, Duration.ofMinutes(1)));

  private FakeAstra astra;

  @BeforeEach
  void open() throws Exception {
    astra = FakeAstra.start();
  }

  @AfterEach
  void close() {
    astra.close();
  }

  @Test
  @Fact({"1.grants.astra", "1.client-auth.astra", "1.introspect.astra", "2.11", "4.4-refresh"})
  void send_refresh_getsThePairAndNamesTheRedirectUri() {
    answeringTokens();

    assertThat(send(astra.settings(), REFRESH))
        .isEqualTo(
            new Outcome.Granted(
                new TokenGrant(
                    Secret.of("astra_at_7f3c"),
                    "bearer",
                    Duration.ofHours(2),
                    Secret.of("astra_rt_20bb"),
                    null,
                    null,
                    null,
                    null,
                    Map.of())));
    assertThat(astra.requests())
        .containsExactly(
            token(
                "grant_type=refresh_token&redirect_uri="
                    + CALLBACK
                    + "&refresh_token=astra_rt_19aa"));
  }

  @Test
  @Fact("4.4-refresh")
  void send_refreshWithoutRedirectUri_isAsInTheNewerDocuments() {
    answeringTokens();
    send(astra.settings().sendRedirectUriOnRefresh(false), REFRESH);

    assertThat(astra.requests())
        .containsExactly(token("grant_type=refresh_token&refresh_token=astra_rt_19aa"));
  }

  @Test
  @Fact({"1.grants.astra", "4.4-code"})
  void send_code_namesTheRedirectUri() {
    answeringTokens();
    var code = new TokenRequest.Code(ONE_TIME, FakeAstra.CALLBACK, null);

    assertThat(send(astra.settings(), code)).isInstanceOf(Outcome.Granted.class);
    assertThat(astra.requests())
        .containsExactly(
            token("code=once%2F%2B&grant_type=authorization_code&redirect_uri=" + CALLBACK));
  }

  @Test
  @Fact("4.4-identity")
  void send_identityToken_goesToItsOwnEndpointAndSaysThatConsentWasCaptured() {
    answeringTokens();

    assertThat(send(astra.settings(), new TokenRequest.IdentityToken(ONE_TIME)))
        .isInstanceOf(Outcome.Granted.class);
    assertThat(astra.requests())
        .containsExactly(
            new FakeAstra.Request(
                "POST /v1/partner/identity/token",
                FakeAstra.BASIC,
                FakeAstra.FORM,
                "token=once%2F%2B&user_consent_captured=true"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant,Invalid or expired refresh token,GrantRefused",
    "400,invalid_grant,Invalid or expired authorization code,GrantRefused",
    "401,invalid_client,Client authentication failed,ClientRefused",
    "400,unsupported_grant_type,Unsupported grant_type,ClientRefused"
  })
  @Fact({"1.dead-refresh.astra", "4.5-code", "4.5-refresh", "4.5-client"})
  void send_astraRefuses_isJudgedByTheError(
      int status, String error, String description, String outcome) {
    astra.answering(
        status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));

    assertThat(send(astra.settings(), REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "400,Bad Request,Unknown",
    "401,Unauthorized,ClientRefused",
    "429,Too Many Requests,Throttled",
    "500,Internal Server Error,Unknown",
    "503,Service Unavailable,Unknown"
  })
  @Fact({"1.rate-limit.astra", "4.5-rate"})
  void send_genericError_neverEndsAGrant(int status, String name, String outcome) {
    astra.answering(
        status,
        "{\"code\":%d,\"name\":\"%s\",\"description\":\"refresh token\"}".formatted(status, name));

    assertThat(send(astra.settings(), REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  @Fact("4.5-rate")
  void send_tooManyWithoutATime_leavesTheWaitToTheSettings() {
    astra.answering(429, "{\"code\":429,\"name\":\"Too Many Requests\",\"description\":\"x\"}");

    assertThat(send(astra.settings(), REFRESH)).isEqualTo(new Outcome.Throttled(null));
    assertThat(astra.settings().build().profile().timing()).isEqualTo(Timing.DEFAULT);
  }

  @Test
  @Fact("4.2-user")
  void owner_userKnown_isItsId() {
    astra.answering(200, "{\"id\":\"usr_7\",\"email\":\"ada@example.com\"}");

    assertThat(owner()).isEqualTo("usr_7");
    assertThat(astra.requests())
        .containsExactly(new FakeAstra.Request("GET /v1/user", "Bearer at-1", "", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|{}",
        "200|{\"id\":\" \"}",
        "200|{\"id\":null}",
        "200|no json",
        "401|{\"code\":401,\"id\":\"usr_7\"}",
        "500|''"
      })
  void owner_notToBeTold_isNull(int status, String body) {
    astra.answering(status, body);

    assertThat(owner()).isNull();
    assertThat(astra.requests()).hasSize(1);
  }

  @Test
  void owner_nobodyThere_isNull() {
    astra.close();

    assertThat(owner()).isNull();
  }

  @Test
  @Fact("4.3-page")
  void authorization_hint_isSentAndNoOther() {
    var page = Objects.requireNonNull(astra.settings().build().provider().authorization());

    assertThat(page.request(Secret.of("st"), null, Map.of("user_intent_id", "uin_1")))
        .hasToString(
            "https://app.astra.finance/login/oauth/authorize?response_type=code&client_id=app"
                + "&redirect_uri="
                + CALLBACK
                + "&user_intent_id=uin_1&state=st");
  }

  private void answeringTokens() {
    astra.answering(
        200,
        """
        {"access_token":"astra_at_7f3c","token_type":"bearer","expires_in":7200,
         "refresh_token":"astra_rt_20bb"}
        """);
  }

  private @Nullable String owner() {
    return Objects.requireNonNull(astra.settings().build().provider().owner())
        .of(FakeAstra.token("at-1"), Map.of());
  }

  private static Outcome send(AstraSettings.Builder settings, TokenRequest request) {
    var endpoint = settings.build().provider().endpoint();
    try (Ticket ticket = (Ticket) endpoint.admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }

  private static FakeAstra.Request token(String body) {
    return new FakeAstra.Request("POST /v1/oauth/token", FakeAstra.BASIC, FakeAstra.FORM, body);
  }
}
