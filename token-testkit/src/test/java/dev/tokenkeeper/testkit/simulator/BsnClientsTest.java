package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BsnClientsTest {

  private static final String[] CLIENT_CREDENTIALS = {"grant_type", "client_credentials"};

  private BsnWorld world = BsnWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void client_secretInBody_isAccepted() {
    assertThat(
            world
                .tokenAs(
                    "",
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    BsnSimulator.DEFAULT_CLIENT_ID,
                    "client_secret",
                    BsnSimulator.DEFAULT_CLIENT_SECRET)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  @Fact("5.5-client")
  void client_wrongSecret_is401UnauthorizedClientWithChallenge() {
    HttpResponse<String> refused =
        world.tokenAs(BsnWorld.basic(BsnSimulator.DEFAULT_CLIENT_ID, "wrong"), CLIENT_CREDENTIALS);

    assertRefused(
        refused, 401, "unauthorized_client", "Invalid client or Invalid client credentials");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void client_unknownOrUnreadable_is401() {
    assertThat(world.tokenAs(BsnWorld.basic("nobody", "x"), CLIENT_CREDENTIALS).statusCode())
        .isEqualTo(401);
    assertThat(world.tokenAs("Basic %%%", CLIENT_CREDENTIALS).statusCode()).isEqualTo(401);
    assertThat(world.tokenAs("", CLIENT_CREDENTIALS).statusCode()).isEqualTo(401);
  }

  @Test
  void client_idInBodyDiffersFromBasic_is401() {
    assertThat(world.token("grant_type", "client_credentials", "client_id", "other").statusCode())
        .isEqualTo(401);
  }

  @Test
  void client_basicAndSecretInBody_isInvalidRequest() {
    HttpResponse<String> refused =
        world.token("grant_type", "client_credentials", "client_secret", "x");

    assertRefused(refused, 400, "invalid_request", "More than one way of client authentication");
  }

  @Test
  @Fact("5.5-client")
  void client_wrongWithNewerKeycloak_isInvalidClient() {
    restart(builder -> builder.wrongClientError(WrongClientError.INVALID_CLIENT));

    HttpResponse<String> refused = world.tokenAs(BsnWorld.basic("nobody", "x"), CLIENT_CREDENTIALS);

    assertThat(field(refused, "error")).isEqualTo("invalid_client");
  }

  @Test
  @Fact("5.2-secret")
  void client_secretRotated_oldOneIsRefused() {
    world.simulator.admin().rotateClientSecret(BsnSimulator.DEFAULT_CLIENT_ID, "new");

    assertThat(world.clientCredentials().statusCode()).isEqualTo(401);
    assertThat(
            world
                .tokenAs(BsnWorld.basic(BsnSimulator.DEFAULT_CLIENT_ID, "new"), CLIENT_CREDENTIALS)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void publicClient_idOnly_mayLogInAndRefresh() {
    restart(builder -> builder.publicClient("app"));

    HttpResponse<String> granted =
        world.tokenAs(
            "",
            "grant_type",
            "password",
            "client_id",
            "app",
            "username",
            "ada",
            "password",
            "secret");
    HttpResponse<String> refreshed =
        world.tokenAs(
            "",
            "grant_type",
            "refresh_token",
            "client_id",
            "app",
            "refresh_token",
            field(granted, "refresh_token"));

    assertThat(refreshed.statusCode()).isEqualTo(200);
  }

  @Test
  @Fact("5.5-grant")
  void publicClient_clientCredentials_isUnauthorizedClient() {
    restart(builder -> builder.publicClient("app"));

    assertRefused(
        world.tokenAs("", "grant_type", "client_credentials", "client_id", "app"),
        401,
        "unauthorized_client",
        "Public client not allowed to retrieve service account");
  }

  private void restart(UnaryOperator<BsnSimulatorBuilder> change) {
    world.close();
    world = BsnWorld.with(change);
  }
}
