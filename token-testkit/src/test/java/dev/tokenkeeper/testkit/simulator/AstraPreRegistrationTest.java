package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.AstraWorld.DEAD_CODE;
import static dev.tokenkeeper.testkit.simulator.AstraWorld.person;
import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraPreRegistrationTest {

  private static final String EVE = "eve@example.com";

  private final AstraWorld world = AstraWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Fact("4.2-status")
  void userIntent_announced_isApprovedAndDescribed() {
    HttpResponse<String> announced = world.announce(person(EVE));

    assertThat(announced.statusCode()).isEqualTo(201);
    assertThat(announced.body())
        .isEqualTo("{\"id\":\"uin_0001\",\"status\":\"approved\",\"email\":\"" + EVE + "\"}");
    assertThat(world.describe("uin_0001").body()).isEqualTo(announced.body());
    assertThat(world.describe("uin_0002").statusCode()).isEqualTo(404);
  }

  @Test
  @Fact("4.5-intent")
  void userIntent_fourthForAnEmail_is400() {
    for (int i = 0; i < 3; i++) {
      assertThat(world.announce(person(EVE)).statusCode()).isEqualTo(201);
    }

    assertBadRequest(world.announce(person(EVE)));
    assertThat(world.announce(person("other@example.com")).statusCode()).isEqualTo(201);
  }

  @Test
  @Fact("4.2-address2")
  void userIntent_nullAddress2OrMissingField_is400() {
    assertBadRequest(world.announce(person(EVE).replace("\"address2\":\"\"", "\"address2\":null")));
    assertBadRequest(world.announce(person(EVE).replace("email", "mail")));
    assertBadRequest(world.announce(person(EVE).replace("+1415", "415")));
    assertBadRequest(world.announce("{\"email\":\"" + EVE + "\",\"phone\":null}"));
    assertBadRequest(world.announce("not json"));
    assertThat(world.announced(EVE)).isEqualTo("uin_0001");
  }

  @Test
  void userIntent_withoutBasic_is401() {
    HttpResponse<String> refused =
        world.posted(world.simulator.userIntents(), "", "application/json", person(EVE));

    assertRefused(refused, 401, "invalid_client", "Client authentication failed");
    assertThat(world.get(URI.create(world.simulator.userIntents() + "/uin_0001"), "").statusCode())
        .isEqualTo(401);
  }

  @Test
  void userIntent_itsUserAgreesOnThePage_convertsAndTheAccountExists() {
    String intent = world.announced(EVE);

    HttpResponse<String> sent =
        world.login(world.page("user_intent_id", intent), "username", EVE, "password", "chosen");

    String location = sent.headers().firstValue("Location").orElse("");
    HttpResponse<String> granted = world.redeem(AstraWorld.code(location));
    String userId = field(world.api("user", field(granted, "access_token")), "id");
    assertThat(field(world.describe(intent), "user_id")).isEqualTo(userId);
    assertThat(world.login(world.page(), "username", EVE, "password", "chosen").statusCode())
        .isEqualTo(302);
    assertThat(world.login(world.page(), "username", EVE, "password", "other").statusCode())
        .isEqualTo(401);
  }

  @Test
  void userIntent_playedBrowser_convertsToo() {
    String intent = world.announced(EVE);
    assertThat(world.describe(intent).body()).doesNotContain("user_id");

    world.simulator.authorize(world.page("user_intent_id", intent), EVE);

    assertThat(world.describe(intent).body()).contains("user_id");
    assertThat(world.redeem(world.agreed(EVE)).statusCode()).isEqualTo(200);
    assertThat(world.login(world.page(), "username", EVE, "password", "").statusCode())
        .as("nobody chose a password")
        .isEqualTo(401);
  }

  @Test
  @Fact("4.3-intent")
  void userIntent_convertedOrOfAnotherEmail_isRefusedByThePage() {
    String intent = world.announced(EVE);

    assertThatThrownBy(() -> world.simulator.authorize(world.page("user_intent_id", intent), "ada"))
        .hasMessageContaining("another email");
    assertThat(world.describe(intent).body()).doesNotContain("user_id");
    world.simulator.authorize(world.page("user_intent_id", intent), EVE);
    assertThatThrownBy(() -> world.simulator.authorize(world.page("user_intent_id", intent), EVE))
        .hasMessageContaining("no such UserIntent");
  }

  @Test
  void identity_ofAUser_givesTokensOnce() {
    String token = field(world.verify(userId("ada")), "token");

    HttpResponse<String> granted = world.redeemIdentity(token);

    assertThat(granted.body()).contains("\"token_type\":\"bearer\",\"expires_in\":7200");
    assertThat(world.call(granted)).isEqualTo(200);
    assertThat(world.refresh(granted).statusCode()).isEqualTo(200);
    assertRefused(world.redeemIdentity(token), 400, "invalid_grant", DEAD_CODE);
    assertThat(world.simulator.truth().logins("ada")).isEqualTo(1);
  }

  @Test
  void identity_ofAUserIntent_convertsAtTheExchange() {
    String intent = world.announced(EVE);
    String token = field(world.verify("{\"user_intent_id\":\"" + intent + "\"}"), "token");
    assertThat(world.describe(intent).body()).doesNotContain("user_id");

    assertThat(world.call(world.redeemIdentity(token))).isEqualTo(200);

    assertThat(world.describe(intent).body()).contains("user_id");
  }

  @Test
  void identity_tokenAfter60Seconds_isExpired() {
    String inTime = field(world.verify(userId("ada")), "token");
    String late = field(world.verify(userId("ada")), "token");
    world.pass(59);
    assertThat(world.redeemIdentity(inTime).statusCode()).isEqualTo(200);
    world.pass(1);

    assertRefused(world.redeemIdentity(late), 400, "invalid_grant", DEAD_CODE);
  }

  @Test
  void identity_withoutConsentOrBasic_isRefusedAndNotUsedUp() {
    String token = field(world.verify(userId("ada")), "token");

    for (String consent : new String[] {"", "&user_consent_captured=false"}) {
      assertThat(
              world
                  .posted(
                      world.simulator.identityToken(),
                      AstraWorld.BASIC,
                      BsnWorld.FORM,
                      "token=" + token + consent)
                  .body())
          .contains("invalid_request");
    }
    assertThat(
            world
                .posted(
                    world.simulator.identityToken(),
                    "",
                    BsnWorld.FORM,
                    "user_consent_captured=true&token=" + token)
                .statusCode())
        .isEqualTo(401);
    assertThat(world.redeemIdentity(token).statusCode()).isEqualTo(200);
  }

  @Test
  void identity_ofNobodyOrTwo_isRefused() {
    assertBadRequest(world.verify("{}"));
    assertBadRequest(world.verify("{\"user_id\":\"a\",\"user_intent_id\":\"b\"}"));
    assertThat(world.verify("{\"user_id\":\"usr_0\"}").statusCode()).isEqualTo(404);
    assertThat(world.verify("{\"user_intent_id\":\"uin_0\"}").statusCode()).isEqualTo(404);
  }

  private static String userId(String username) {
    return "{\"user_id\":\"" + AstraUsers.id(username) + "\"}";
  }

  private static void assertBadRequest(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":400,\"name\":\"Bad Request\",");
  }
}
