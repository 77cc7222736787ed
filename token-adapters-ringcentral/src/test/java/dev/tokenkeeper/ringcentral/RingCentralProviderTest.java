package dev.tokenkeeper.ringcentral;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation with RingCentral, as its documents and recorded answers have it. */
class RingCentralProviderTest {
  private static final String TOKEN = "POST /restapi/oauth/token";
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("app:app-secret".getBytes(UTF_8));
  private static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("rt-1"));
  private static final TokenRequest CODE =
      new TokenRequest.Code(
          new AuthorizationCode(
              Secret.of("c/1"),
              Lifetime.of(Instant.parse("2026-11-22T00:00:00Z"), Duration.ofMinutes(1))),
          URI.create("https://host.example.com/callback"),
          Secret.of("verifier"));
  private static final String GRANT =
      """
      {"access_token":"at-2","token_type":"bearer","expires_in":3599,
       "refresh_token":"rt-2","refresh_token_expires_in":604799,
       "scope":"ReadAccounts SMS","owner_id":"256440016",
       "endpoint_id":"8zXq6oaLT7WvwWITlGiA1A","session_id":"s-1001"}
      """;

  private FakeRingCentral ringCentral;

  @BeforeEach
  void open() throws Exception {
    ringCentral = FakeRingCentral.start();
  }

  @AfterEach
  void close() {
    ringCentral.close();
  }

  @Test
  @Fact({"1.pkce.ringcentral", "6.2-page"})
  void request_ofConsent_hasAChallengeAndNoScope() {
    var page = Objects.requireNonNull(provider().authorization());

    assertThat(page.request(Secret.of("st"), "ch", Map.of("login_hint", "ada", "brand_id", "7")))
        .asString()
        .startsWith(ringCentral.server() + "/restapi/oauth/authorize?response_type=code&")
        .contains("client_id=app&redirect_uri=https%3A%2F%2Fhost.example.com%2Fcallback&")
        .contains("login_hint=ada")
        .contains("brand_id=7")
        .endsWith("state=st&code_challenge=ch&code_challenge_method=S256")
        .doesNotContain("scope");
    assertThat(page.hints())
        .containsExactlyInAnyOrder("brand_id", "display", "prompt", "ui_locales", "login_hint");
    assertThat(page.pkce()).isTrue();
    assertThat(page.echoesState()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> page.request(Secret.of("st"), "ch", Map.of("scope", "x")));
  }

  @Test
  @Fact({
    "1.grants.ringcentral",
    "1.client-auth.ringcentral",
    "1.introspect.ringcentral",
    "6.3-code",
    "6.4-answer"
  })
  void send_code_bringsTokensAndWhoseTheyAre() {
    ringCentral.answering(200, GRANT);

    assertThat(send(provider(), CODE))
        .isEqualTo(
            new Outcome.Granted(
                new TokenGrant(
                    Secret.of("at-2"),
                    "bearer",
                    Duration.ofSeconds(3599),
                    Secret.of("rt-2"),
                    Duration.ofSeconds(604_799),
                    "ReadAccounts SMS",
                    "s-1001",
                    null,
                    Map.of("owner_id", "256440016", "endpoint_id", "8zXq6oaLT7WvwWITlGiA1A"))));
    assertThat(onlyRequest().line()).isEqualTo(TOKEN);
    assertThat(onlyRequest().authorization()).isEqualTo(BASIC);
    assertThat(onlyRequest().body().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=authorization_code",
            "code=c%2F1",
            "redirect_uri=https%3A%2F%2Fhost.example.com%2Fcallback",
            "code_verifier=verifier");
  }

  @Test
  @Fact("1.session-cap.ringcentral")
  void send_sessionThatTheCompanyBounds_isReadFromTheAnswer() {
    ringCentral.answering(200, "{\"access_token\":\"a\",\"session_expires_in\":28800}");

    assertThat(send(provider(), REFRESH))
        .asInstanceOf(type(Outcome.Granted.class))
        .extracting(granted -> granted.grant().sessionExpiresIn())
        .isEqualTo(Duration.ofHours(8));
  }

  @Test
  @Fact({"1.client-auth.ringcentral", "6.3-refresh"})
  void send_anyRequestOfAPublicClient_hasTheIdInTheBodyAndNoHeader() {
    var provider = ringCentral.publicSettings().build().provider();
    ringCentral.answering(200, GRANT);
    send(provider, CODE);
    send(provider, REFRESH);
    ringCentral.answering(200, "");
    send(provider, revoke());

    assertThat(ringCentral.requests())
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.authorization()).isNull())
        .allSatisfy(request -> assertThat(request.body().split("&")).contains("client_id=app"));
  }

  @Test
  @Fact("6.3-asked")
  void send_whatIsAskedFor_isAskedWithEveryTokenRequest() {
    var provider =
        ringCentral
            .settings()
            .accessTokenTtl(Duration.ofMinutes(15))
            .refreshTokenTtl(Duration.ofDays(30))
            .endpointId("node 1")
            .build()
            .provider();
    ringCentral.answering(200, GRANT);
    send(provider, CODE);
    send(provider, REFRESH);

    assertThat(ringCentral.requests())
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request.body().split("&"))
                    .contains(
                        "access_token_ttl=900", "refresh_token_ttl=2592000", "endpoint_id=node+1"));
  }

  @Test
  @Fact({"1.grants.ringcentral", "6.1-others", "6.3-refresh"})
  void send_nothingAskedFor_asksForNothing() {
    ringCentral.answering(200, GRANT);
    send(provider(), REFRESH);

    assertThat(onlyRequest().body().split("&"))
        .containsExactlyInAnyOrder("grant_type=refresh_token", "refresh_token=rt-1");
  }

  @Test
  @Fact({"1.grants.ringcentral", "6.3-jwt"})
  void send_assertion_sendsTheJwtGrant() {
    ringCentral.answering(200, GRANT);
    var provider = ringCentral.jwtSettings().build().provider();
    var assertion = Objects.requireNonNull(provider.assertions().get("billing"));

    assertThat(send(provider, new TokenRequest.Assertion(assertion)))
        .isInstanceOf(Outcome.Granted.class);
    assertThat(onlyRequest().line()).isEqualTo(TOKEN);
    assertThat(onlyRequest().authorization()).isEqualTo(BASIC);
    assertThat(onlyRequest().body().split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer",
            "assertion=eyJ.fake.jwt", "refresh_token_ttl=86400");
  }

  @Test
  @Fact("6.1-oauth")
  void send_revoke_goesToItsOwnEndpoint() {
    ringCentral.answering(200, "");

    assertThat(send(provider(), revoke())).isEqualTo(new Outcome.Revoked());
    assertThat(onlyRequest().line()).isEqualTo("POST /restapi/oauth/revoke");
    assertThat(onlyRequest().authorization()).isEqualTo(BASIC);
    assertThat(onlyRequest().body()).startsWith("token=rt-1");
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant,OAU-210,GrantRefused",
    "400,invalid_grant,OAU-211,GrantRefused",
    "400,invalid_grant,OAU-213,GrantRefused",
    "403,invalid_grant,OAU-106,GrantRefused",
    "403,unauthorized_client,OAU-112,ClientRefused",
    "401,unauthorized_client,OAU-125,ClientRefused",
    "400,invalid_client,OAU-153,ClientRefused",
    "401,invalid_client,OAU-146,ClientRefused",
    "403,invalid_client,OAU-167,ClientRefused",
    "400,invalid_request,OAU-111,ClientRefused",
    "503,service_unavailable,,Throttled",
    "500,server_error,,Unknown"
  })
  @Fact({
    "1.dead-refresh.ringcentral",
    "6.6-expired",
    "6.6-revoked",
    "6.6-unknown",
    "6.6-code",
    "6.6-grant",
    "6.6-client",
    "6.6-realm",
    "6.6-duplicate",
    "6.6-down"
  })
  void send_oauthError_isJudgedByItWithOrWithoutTheList(
      int status, String error, String code, String outcome) {
    String fields = "\"error\":\"" + error + "\",\"error_description\":\"localized\"";
    String list = ",\"errors\":[{\"errorCode\":\"" + code + "\",\"message\":\"localized\"}]";

    ringCentral.answering(status, "{" + fields + list + "}");
    assertThat(send(provider(), REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
    ringCentral.answering(status, "{" + fields + "}");
    assertThat(send(provider(), REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "400,OAU-106,GrantRefused",
    "403,OAU-108,GrantRefused",
    "403,OAU-109,GrantRefused",
    "403,OAU-110,GrantRefused",
    "400,OAU-210,GrantRefused",
    "400,OAU-211,GrantRefused",
    "400,OAU-213,GrantRefused",
    "400,OAU-140,GrantRefused",
    "401,OAU-168,GrantRefused",
    "400,OAU-347,GrantRefused",
    "400,OAU-147,Throttled",
    "400,OAU-148,Throttled",
    "403,OAU-112,ClientRefused",
    "401,OAU-125,ClientRefused",
    "403,OAU-164,ClientRefused",
    "403,OAU-165,ClientRefused",
    "401,OAU-146,ClientRefused",
    "400,OAU-153,ClientRefused",
    "403,OAU-167,ClientRefused",
    "400,OAU-111,ClientRefused",
    "400,CMN-101,ClientRefused",
    "429,CMN-301,Throttled",
    "503,CMN-302,Throttled",
    "503,CMN-303,Throttled",
    "409,CMN-304,Throttled",
    "503,CMN-310,Throttled",
    "400,OAU-999,Unknown"
  })
  @Fact({
    "6.1-sandbox",
    "6.6-expired",
    "6.6-revoked",
    "6.6-unknown",
    "6.6-code",
    "6.6-grant",
    "6.6-client",
    "6.6-realm",
    "6.6-login",
    "6.6-locked",
    "6.6-algorithm",
    "6.6-duplicate",
    "6.8-refused"
  })
  void send_errorOfItsOwnAlone_isJudgedByTheCode(int status, String code, String outcome) {
    ringCentral.answering(
        status,
        """
        {"errorCode":"%s","message":"localized",
         "errors":[{"errorCode":"%s","message":"localized"}]}
        """
            .formatted(code, code));

    assertThat(send(provider(), REFRESH).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  @Fact({"6.6-advice", "6.7-wait"})
  void send_tooMany_waitsAsLongAsIsSaid() {
    ringCentral.answering(429, "{\"errorCode\":\"CMN-301\"}", Map.of("Retry-After", "60"));

    assertThat(send(provider(), REFRESH)).isEqualTo(new Outcome.Throttled(Duration.ofSeconds(60)));
  }

  @Test
  @Fact("8.throttled")
  void send_tooManyUntilADate_waitsUntilThen() {
    String inAMinute =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
    ringCentral.answering(429, "{\"errorCode\":\"CMN-301\"}", Map.of("Retry-After", inAMinute));

    assertThat(send(provider(), REFRESH))
        .asInstanceOf(type(Outcome.Throttled.class))
        .extracting(Outcome.Throttled::retryAfter, DURATION)
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
  }

  @Test
  @Fact("6.7-wait")
  void send_tooManyWithoutATime_waitsTheLeastThatIsAdvised() {
    ringCentral.answering(429, "{\"errorCode\":\"CMN-301\"}");

    assertThat(send(provider(), REFRESH)).isEqualTo(new Outcome.Throttled(Duration.ofSeconds(60)));
    assertThat(
            send(
                ringCentral.settings().retryAfter(Duration.ofMinutes(2)).build().provider(),
                REFRESH))
        .isEqualTo(new Outcome.Throttled(Duration.ofMinutes(2)));
  }

  @Test
  @Fact("6.7-whose")
  void admit_afterTooMany_letsNobodyOfTheApplicationIn() {
    OAuthProvider provider = provider();
    ringCentral.answering(429, "", Map.of("Retry-After", "60"));
    send(provider, REFRESH);

    assertThat(provider.endpoint().admit(Attempt.Purpose.REFRESH))
        .asInstanceOf(type(Held.class))
        .extracting(Held::retryAfter, DURATION)
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(ringCentral.requests()).hasSize(1);
  }

  @Test
  @Fact("6.7-whose")
  void admit_afterTooManyOfAUser_letsTheOthersIn() {
    var provider = ringCentral.settings().limitScope(LimitScope.USER).build().provider();
    ringCentral.answering(429, "", Map.of("Retry-After", "60"));
    send(provider, REFRESH);

    Admission admission = provider.endpoint().admit(Attempt.Purpose.REFRESH);
    assertThat(admission).isInstanceOf(Ticket.class);
    ((Ticket) admission).close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pause_ofServiceAccounts_goesByTheScopeToo(boolean application) {
    var provider =
        ringCentral
            .jwtSettings()
            .limitScope(application ? LimitScope.APPLICATION : LimitScope.USER)
            .build()
            .provider();
    ringCentral.answering(429, "");
    send(provider, new TokenRequest.Assertion(Secret.of("eyJ.fake.jwt")));

    assertThat(provider.endpoint().admit(Attempt.Purpose.MINT) instanceof Held)
        .isEqualTo(application);
  }

  private OAuthProvider provider() {
    return ringCentral.settings().build().provider();
  }

  private FakeRingCentral.Request onlyRequest() {
    assertThat(ringCentral.requests()).hasSize(1);
    return ringCentral.requests().get(0);
  }

  private static TokenRequest revoke() {
    return new TokenRequest.Revoke(Secret.of("rt-1"), TokenKind.REFRESH_TOKEN);
  }

  private static Outcome send(OAuthProvider provider, TokenRequest request) {
    try (Ticket ticket = (Ticket) provider.endpoint().admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }
}
