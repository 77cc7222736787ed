package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BsnTokenEndpointTest {

  private BsnWorld world = BsnWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Fact("5.2-answer")
  void password_rightCredentials_answersKeycloaksFields() {
    HttpResponse<String> granted = world.login();

    assertThat(granted.statusCode()).isEqualTo(200);
    assertThat(granted.body())
        .matches(
            "\\{\"access_token\":\"bsn-at-[\\w-]{32}\",\"expires_in\":300,"
                + "\"refresh_expires_in\":1800,\"refresh_token\":\"bsn-rt-[\\w-]{32}\","
                + "\"token_type\":\"Bearer\",\"not-before-policy\":0,"
                + "\"session_state\":\"[0-9a-f-]{36}\",\"scope\":\"bsn.api.main bsn.api.self\"}");
    assertThat(granted.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(granted.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(granted.headers().firstValue("Pragma")).contains("no-cache");
  }

  @Test
  @Fact("5.2-mint")
  void clientCredentials_confidentialClient_hasNoRefreshTokenAndNoSession() {
    HttpResponse<String> granted = world.clientCredentials();

    assertThat(granted.statusCode()).isEqualTo(200);
    assertThat(field(granted, "refresh_expires_in")).isEqualTo("0");
    assertThat(granted.body()).doesNotContain("refresh_token", "session_state");
  }

  @Test
  void tokens_issuedInARow_neverRepeat() {
    Set<String> tokens =
        IntStream.range(0, 50)
            .mapToObj(i -> field(world.login(), "refresh_token"))
            .collect(Collectors.toSet());

    assertThat(tokens).hasSize(50);
  }

  @Test
  @Fact("5.5-login")
  void password_wrongCredentials_is401InvalidGrant() {
    assertRefused(world.login("ada", "wrong"), 401, "invalid_grant", "Invalid user credentials");
    assertRefused(
        world.login("nobody", "secret"), 401, "invalid_grant", "Invalid user credentials");
  }

  @Test
  @Fact("2.7")
  void password_grantSwitchedOff_isUnauthorizedClient() {
    restart(BsnSimulatorBuilder::withoutPasswordGrant);

    assertRefused(
        world.login(), 400, "unauthorized_client", "Client not allowed for direct access grants");
  }

  @Test
  void password_changed_oldOneIsRefused() {
    world.simulator.admin().changePassword("ada", "new");

    assertThat(world.login("ada", "secret").statusCode()).isEqualTo(401);
    assertThat(world.login("ada", "new").statusCode()).isEqualTo(200);
  }

  @Test
  void scope_beyondTheAccounts_isInvalidScope() {
    HttpResponse<String> refused =
        world.token(
            "grant_type",
            "password",
            "username",
            "ada",
            "password",
            "secret",
            "scope",
            "bsn.api.main bsn.api.upload");

    assertRefused(refused, 400, "invalid_scope", "Invalid scopes: bsn.api.main bsn.api.upload");
  }

  @Test
  void scope_openidOrTheAccounts_isAccepted() {
    HttpResponse<String> granted =
        world.token(
            "grant_type",
            "password",
            "username",
            "ada",
            "password",
            "secret",
            "scope",
            "openid bsn.api.main");

    assertThat(field(granted, "scope")).isEqualTo("bsn.api.main bsn.api.self");
  }

  @Test
  void grantType_unknownOrMissing_isRefused() {
    assertRefused(
        world.token("grant_type", "magic"),
        400,
        "unsupported_grant_type",
        "Unsupported grant_type");
    assertRefused(
        world.token("username", "ada"),
        400,
        "invalid_request",
        "Missing form parameter: grant_type");
  }

  @Test
  void parameter_missingForItsGrant_isInvalidRequest() {
    assertRefused(
        world.token("grant_type", "refresh_token", "refresh_token", ""),
        400,
        "invalid_request",
        "Missing form parameter: refresh_token");
    assertThat(world.token("grant_type", "password", "username", "ada").statusCode())
        .isEqualTo(400);
  }

  @Test
  void parameter_duplicated_isInvalidRequest() {
    assertRefused(
        world.token("grant_type", "client_credentials", "grant_type", "client_credentials"),
        400,
        "invalid_request",
        "duplicated parameter");
  }

  @Test
  void body_malformed_isInvalidRequest() {
    String basic =
        BsnWorld.basic(BsnSimulator.DEFAULT_CLIENT_ID, BsnSimulator.DEFAULT_CLIENT_SECRET);

    for (String body : new String[] {"grant_type=%zz", "", "x=" + "y".repeat(70_000)}) {
      HttpResponse<String> refused = world.raw(basic, BsnWorld.FORM, body);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(field(refused, "error")).isEqualTo("invalid_request");
    }
    assertThat(world.raw(basic, "application/json", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void method_notPost_is405() {
    HttpResponse<String> refused =
        world.send(HttpRequest.newBuilder(world.simulator.tokenEndpoint()).build());

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void path_unknown_is404() {
    for (String path : new String[] {"/realms/other", "/2022/06/RESTful/", "/2022/06/REST"}) {
      HttpResponse<String> refused =
          world.send(HttpRequest.newBuilder(world.simulator.baseUri().resolve(path)).build());

      assertThat(refused.statusCode()).isEqualTo(404);
    }
  }

  private void restart(UnaryOperator<BsnSimulatorBuilder> change) {
    world.close();
    world = BsnWorld.with(change);
  }

  static void assertRefused(
      HttpResponse<String> refused, int status, String error, String description) {
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body())
        .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
  }
}
