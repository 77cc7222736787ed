package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertRefused;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.3, 6.4 and 6.6. */
class RingCentralTokenEndpointTest {

  @Test
  @Fact("6.4-answer")
  void exchange_code_hasTheFieldsOfTheProvider() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();

      assertThat(login.statusCode()).isEqualTo(200);
      assertThat(field(login, "token_type")).isEqualTo("bearer");
      assertThat(field(login, "owner_id")).matches("\\d{12}");
      assertThat(field(login, "endpoint_id")).hasSize(22);
      assertThat(field(login, "scope")).contains(" ");
      assertThat(field(login, "session_id")).isNotEmpty();
      assertThat(login.body()).doesNotContain("session_expires_in");
      assertThat(login.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(login.headers().firstValue("RCRequestId")).isPresent();
      assertThat(field(world.login(), "owner_id")).isEqualTo(field(login, "owner_id"));
      assertThat(world.simulator.truth().logins("ada")).isEqualTo(2);
      assertThat(world.simulator.truth().count(TruthKind.CODE_REDEEMED, "ada")).isEqualTo(2);
    }
  }

  @Test
  @Fact({"1.access-life.ringcentral", "2.1"})
  void lifetimes_profiles_areTwentyFourHoursAndOne() {
    try (RingCentralWorld seed = RingCentralWorld.usual();
        RingCentralWorld published =
            RingCentralWorld.with(builder -> builder.profile(Profile.PUBLISHED))) {
      assertThat(number(seed.login(), "expires_in")).isEqualTo(86_399);
      assertThat(number(published.login(), "expires_in")).isEqualTo(3599);
      assertThat(number(published.login(), "refresh_token_expires_in")).isEqualTo(604_799);
    }
  }

  @Test
  @Fact("6.4-one-short")
  void expiresIn_notOneShort_isExact() {
    try (RingCentralWorld world =
        RingCentralWorld.with(builder -> builder.expiresInOneShort(false))) {
      assertThat(number(world.login(), "expires_in")).isEqualTo(86_400);
      assertThat(number(world.login(), "refresh_token_expires_in")).isEqualTo(604_800);
    }
  }

  @Test
  @Fact({"1.access-life.ringcentral", "6.3-asked"})
  void ttl_requested_isGrantedWithinItsBounds() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder -> builder.profile(Profile.PUBLISHED).expiresInOneShort(false))) {
      assertThat(number(world.login("access_token_ttl", "599"), "expires_in")).isEqualTo(600);
      assertThat(number(world.login("access_token_ttl", "700"), "expires_in")).isEqualTo(700);
      assertThat(number(world.login("access_token_ttl", "3601"), "expires_in")).isEqualTo(3600);
      HttpResponse<String> shorter = world.login("refresh_token_ttl", "90");
      assertThat(number(shorter, "refresh_token_expires_in")).isEqualTo(90);
      HttpResponse<String> refreshed = world.refresh(shorter, "refresh_token_ttl", "2592000");
      assertThat(number(refreshed, "refresh_token_expires_in")).isEqualTo(604_800);
      assertRefused(world.login("access_token_ttl", "long"), 400, "invalid_request", "CMN-101");
    }
  }

  @Test
  void ttl_ownFiguresOfSeconds_boundTheRequest() {
    RingCentralLifetimes quick =
        new RingCentralLifetimes(
            Duration.ofSeconds(5),
            Duration.ofSeconds(9),
            Duration.ofSeconds(2),
            Duration.ZERO,
            Duration.ofSeconds(3));
    try (RingCentralWorld world =
        RingCentralWorld.with(builder -> builder.lifetimes(quick).expiresInOneShort(false))) {
      assertThat(number(world.login("access_token_ttl", "1"), "expires_in")).isEqualTo(5);
      assertThat(number(world.login("access_token_ttl", "3600"), "expires_in")).isEqualTo(5);
      assertThatThrownBy(
              () ->
                  new RingCentralLifetimes(
                      Duration.ZERO,
                      quick.refreshToken(),
                      quick.code(),
                      quick.graceAfterFirstUse(),
                      quick.graceUnused()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("accessToken");
    }
  }

  @Test
  @Fact("6.3-asked")
  void endpointId_given_isEchoedAndKept() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login("endpoint_id", "my-instance");

      assertThat(field(login, "endpoint_id")).isEqualTo("my-instance");
      assertThat(field(world.refresh(login), "endpoint_id")).isEqualTo("my-instance");
    }
  }

  @Test
  void refreshTokens_switchedOff_areNotInTheAnswer() {
    try (RingCentralWorld world =
        RingCentralWorld.with(builder -> builder.issueRefreshTokens(false))) {
      assertThat(world.login().body()).contains("access_token").doesNotContain("refresh_token");
      world.pass(86_400);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.EXPIRED)).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.6-code")
  void code_twice_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String code = world.code();
      assertThat(world.exchange(code).statusCode()).isEqualTo(200);

      assertInvalidGrant(world.exchange(code), "OAU-106");
      assertInvalidGrant(world.exchange("no-code"), "OAU-106");
      assertThat(world.simulator.truth().entries(TruthKind.CODE_REFUSED))
          .extracting(TruthEntry::detail)
          .containsExactly("SPENT", "UNKNOWN");
    }
  }

  @Test
  @Fact("1.code-life.ringcentral")
  void code_afterSixtySeconds_isExpired() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String late = world.code();
      world.pass(1);
      String inTime = world.code();
      world.pass(59);

      assertInvalidGrant(world.exchange(late), "OAU-108");
      assertThat(world.exchange(inTime).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void code_otherRedirectUriOrClient_isRefusedAndNotSpent() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder
                    .client(
                        RingCentralSimulator.DEFAULT_CLIENT_ID,
                        RingCentralSimulator.DEFAULT_CLIENT_SECRET)
                    .client("other", "x"))) {
      String code = world.code();
      HttpResponse<String> elsewhere =
          world.token(
              "grant_type", "authorization_code", "code", code, "redirect_uri", "http://127.0.0.1");

      assertInvalidGrant(elsewhere, "OAU-109");
      assertInvalidGrant(world.exchangeAs(BsnWorld.basic("other", "x"), code), "OAU-110");
      assertRefused(
          world.token("grant_type", "authorization_code", "code", code),
          400,
          "invalid_request",
          "CMN-101");
      assertThat(world.exchange(code).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("6.6-client")
  void client_wrongOrAbsent_isInvalidClient() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> wrongSecret = refreshAs(world, BsnWorld.basic("simulator-client", "x"));

      assertRefused(wrongSecret, 401, "invalid_client", "OAU-146");
      assertThat(wrongSecret.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer realm=\"RingCentral REST API\", error=\"invalid_client\"");
      assertRefused(
          refreshAs(world, BsnWorld.basic("nobody", "x")), 401, "invalid_client", "OAU-153");
      assertRefused(refreshAs(world, "Basic !"), 401, "invalid_client", "OAU-153");
      assertRefused(refreshAs(world, ""), 401, "invalid_client", "OAU-123");
      assertRefused(
          world.tokenAs("", "grant_type", "refresh_token", "client_id", "nobody"),
          400,
          "invalid_client",
          "OAU-153");
    }
  }

  @Test
  void client_confidentialBySecretInTheForm_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> inTheForm =
          world.tokenAs(
              "",
              "grant_type",
              "refresh_token",
              "client_id",
              RingCentralSimulator.DEFAULT_CLIENT_ID,
              "client_secret",
              RingCentralSimulator.DEFAULT_CLIENT_SECRET);

      assertRefused(inTheForm, 400, "invalid_client", "OAU-146");
    }
  }

  @Test
  void client_public_usesItsIdAndMustNotSendAHeader() {
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.publicClient("app"))) {
      String code =
          RingCentralWorld.codeOf(world.simulator.authorize(world.authorizationOf("app"), "ada"));
      HttpResponse<String> login = world.exchangeAs("", code, "client_id", "app");
      String[] refresh = {
        "grant_type", "refresh_token",
        "client_id", "app",
        "refresh_token", field(login, "refresh_token")
      };

      HttpResponse<String> withHeader = world.tokenAs(BsnWorld.basic("app", ""), refresh);
      assertRefused(withHeader, 401, "invalid_client", "OAU-153");
      assertThat(field(withHeader, "error_description")).isEqualTo("Invalid client id");
      assertThat(world.tokenAs("", refresh).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void client_rotatedSecret_replacesTheOldOne() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.simulator.admin().rotateClientSecret(RingCentralSimulator.DEFAULT_CLIENT_ID, "new");

      assertRefused(world.refresh(login), 401, "invalid_client", "OAU-146");
      assertThatThrownBy(() -> world.simulator.admin().rotateClientSecret("nobody", "new"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Fact({"1.grants.ringcentral", "6.3-partner"})
  void grant_notAllowedOrUnknown_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertRefused(
          world.token("grant_type", "password", "username", "ada", "password", "secret"),
          403,
          "unauthorized_client",
          "OAU-112");
      assertRefused(world.token("grant_type", "magic"), 400, "unsupported_grant_type", "CMN-101");
      assertRefused(world.token("x", "y"), 400, "invalid_request", "CMN-101");
    }
  }

  @Test
  @Fact("6.6-duplicate")
  void form_duplicateParameter_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertRefused(
          world.token("grant_type", "refresh_token", "grant_type", "refresh_token"),
          400,
          "invalid_request",
          "OAU-111");
    }
  }

  @Test
  @Fact("6.6-login")
  void bodies_withoutErrors_haveOAuthsFieldsOnly() {
    try (RingCentralWorld world =
        RingCentralWorld.with(builder -> builder.bodiesWithErrors(false))) {
      HttpResponse<String> refused = world.refresh("garbage");

      assertThat(refused.body())
          .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":\"Token not found\"}");
      assertThat(world.token("x", "y").body()).doesNotContain("errors");
    }
  }

  @Test
  void tokenEndpoint_get_is405() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertThat(world.get(world.simulator.tokenEndpoint()).statusCode()).isEqualTo(405);
      assertThat(world.get(world.simulator.baseUri().resolve("/x")).statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> refreshAs(RingCentralWorld world, String authorization) {
    return world.tokenAs(authorization, "grant_type", "refresh_token", "refresh_token", "x");
  }
}
