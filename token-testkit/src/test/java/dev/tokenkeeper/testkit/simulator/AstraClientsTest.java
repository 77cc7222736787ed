package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraClientsTest {

  private static final String ID = AstraSimulator.DEFAULT_CLIENT_ID;
  private static final String SECRET = AstraSimulator.DEFAULT_CLIENT_SECRET;
  private static final String FAILED = "Client authentication failed";

  private final AstraWorld world = AstraWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Fact("2.11")
  void client_credentialsInTheBody_areRefused() {
    String code = world.agreed("ada");

    assertInvalidClient(redeemAs("", code, "client_id", ID, "client_secret", SECRET));
    assertInvalidClient(redeemAs("", code, "username", ID, "password", SECRET));
    assertInvalidClient(redeemAs(AstraWorld.BASIC, code, "client_secret", SECRET));
    assertInvalidClient(redeemAs(AstraWorld.BASIC, code, "client_id", "other"));
    assertThat(redeemAs(AstraWorld.BASIC, code, "client_id", ID).statusCode()).isEqualTo(200);
  }

  @Test
  @Fact("4.5-client")
  void client_wrongOrMalformedBasic_isRefusedWithAChallenge() {
    for (String authorization :
        new String[] {
          BsnWorld.basic(ID, "wrong"), BsnWorld.basic("nobody", SECRET), "Basic !", "Basic ", ""
        }) {
      HttpResponse<String> refused =
          world.tokenAs(authorization, "grant_type", "refresh_token", "refresh_token", "x");
      assertInvalidClient(refused);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .contains("Basic realm=\"astra\"");
    }
  }

  @Test
  void client_secretRotated_onlyTheNewOneIsAccepted() {
    HttpResponse<String> granted = world.signIn();

    world.simulator.admin().rotateClientSecret(ID, "new");

    assertInvalidClient(world.refresh(granted));
    assertThat(world.call(granted)).isEqualTo(200);
    String refreshToken = BsnWorld.field(granted, "refresh_token");
    assertThat(
            world
                .tokenAs(
                    BsnWorld.basic(ID, "new"),
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    refreshToken)
                .statusCode())
        .isEqualTo(200);
    assertThatThrownBy(() -> world.simulator.admin().rotateClientSecret("nobody", "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void token_unknownGrantOrNoForm_isRefused() {
    assertThat(world.token("grant_type", "password").body()).contains("unsupported_grant_type");
    assertThat(world.token("code", "x").body()).contains("invalid_request");
    assertThat(
            world
                .posted(world.simulator.tokenEndpoint(), AstraWorld.BASIC, "text/plain", "")
                .statusCode())
        .isEqualTo(400);
    assertThat(world.get(world.simulator.tokenEndpoint(), AstraWorld.BASIC).statusCode())
        .isEqualTo(405);
  }

  private HttpResponse<String> redeemAs(
      String authorization, String code, String... namesAndValues) {
    String body =
        BsnWorld.form(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                AstraWorld.REDIRECT)
            + "&"
            + BsnWorld.form(namesAndValues);
    return world.posted(world.simulator.tokenEndpoint(), authorization, BsnWorld.FORM, body);
  }

  private static void assertInvalidClient(HttpResponse<String> answer) {
    assertRefused(answer, 401, "invalid_client", FAILED);
  }
}
