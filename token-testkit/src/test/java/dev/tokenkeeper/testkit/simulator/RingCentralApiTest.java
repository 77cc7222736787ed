package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.6 and 6.11. */
class RingCentralApiTest {

  @Test
  void call_currentToken_isAccepted() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      HttpResponse<String> extension =
          world.get("/account/~/extension/~", "Bearer " + field(login, "access_token"));

      assertThat(world.call(login).statusCode()).isEqualTo(200);
      assertThat(extension.body()).startsWith("{\"id\":" + field(login, "owner_id") + ",");
      assertThat(world.simulator.truth().apiAccepted("ada")).isEqualTo(2);
    }
  }

  @Test
  @Fact("1.dead-access.ringcentral")
  void call_expiredToken_is401WithItsCode() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.pass(86_399);
      assertThat(world.call(login).statusCode()).isEqualTo(200);
      world.pass(1);

      assertDead(world.call(login), "OAU-128");
      assertThat(world.simulator.truth().apiRejected("ada", 401)).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.5.2")
  void call_supersededToken_isCorruptedForTenSecondsThenNotFound() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      world.refresh(first);

      world.pass(9);
      assertDead(world.call(first), "OAU-129");
      world.pass(1);
      assertDead(world.call(first), "OAU-213");
    }
  }

  @Test
  @Fact({"1.dead-access.ringcentral", "6.6-api"})
  void call_unparsableUnknownOrMissingToken_hasItsOwnCode() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      String token = field(login, "access_token");
      String unknown = token.substring(0, token.length() - 4) + "0000";

      assertDead(world.callAs("Bearer garbage"), "OAU-149");
      assertDead(world.callAs("Bearer " + unknown), "OAU-213");
      assertDead(world.callAs("Bearer " + field(login, "refresh_token")), "OAU-213");
      assertDead(world.callAs("Basic eDp5"), "OAU-123");
      assertDead(world.callAs(""), "CMN-405");
    }
  }

  @Test
  void call_otherResource_is404AndNoUse() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      HttpResponse<String> unknown =
          world.get("/account/~/fax", "Bearer " + field(second, "access_token"));
      world.pass(11);

      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(field(unknown, "errorCode")).isEqualTo("CMN-102");
      assertThat(world.refresh(first).statusCode()).isEqualTo(200);
    }
  }

  /** The body of the provider notes, 6.6. */
  private static void assertDead(HttpResponse<String> response, String errorCode) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("invalid_token");
    assertThat(response.body())
        .startsWith(
            "{\"errorCode\":\"TokenInvalid\",\"message\":\"OAuth token is invalid\","
                + "\"errors\":[{\"errorCode\":\""
                + errorCode);
  }
}
