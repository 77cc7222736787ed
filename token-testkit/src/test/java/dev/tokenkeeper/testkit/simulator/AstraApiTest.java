package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraApiTest {

  private static final String DEAD =
      "{\"code\":401,\"name\":\"Unauthorized\","
          + "\"description\":\"The access token is expired or invalid\"}";

  private final AstraWorld world = AstraWorld.with(builder -> builder.account("bob", "x"));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void call_currentAccessToken_isAcceptedAndCounted() {
    HttpResponse<String> granted = world.signIn();

    assertThat(world.call(granted)).isEqualTo(200);
    assertThat(world.api("routines", field(granted, "access_token")).statusCode()).isEqualTo(200);
    assertThat(world.simulator.truth().apiAccepted("ada")).isEqualTo(2);
  }

  @Test
  @Fact("1.dead-access.astra")
  void call_accessTokenAfterTwoHours_is401WithTheGenericError() {
    String accessToken = field(world.signIn(), "access_token");
    world.pass(7199);
    assertThat(world.api("accounts", accessToken).statusCode()).isEqualTo(200);
    world.pass(1);

    HttpResponse<String> refused = world.api("accounts", accessToken);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).isEqualTo(DEAD);
    assertThat(world.simulator.truth().isLive(accessToken)).isFalse();
    assertThat(world.simulator.truth().apiRejected("ada", 401)).isEqualTo(1);
  }

  @Test
  @Fact("4.5-access")
  void call_supersededAccessToken_isAnsweredAsAnExpiredOne() {
    HttpResponse<String> old = world.signIn();
    world.refresh(old);

    assertThat(world.api("accounts", field(old, "access_token")).body()).isEqualTo(DEAD);
    assertThat(world.simulator.truth().apiRejected("ada", 401)).isEqualTo(1);
  }

  @Test
  void call_noOrForeignToken_is401() {
    HttpResponse<String> granted = world.signIn();

    assertThat(world.get(URI.create(world.simulator.api() + "/user"), "").body()).isEqualTo(DEAD);
    assertThat(world.api("user", "garbage").body()).isEqualTo(DEAD);
    assertThat(world.api("user", field(granted, "refresh_token")).body()).isEqualTo(DEAD);
    assertThat(world.api("user", world.agreed("ada")).body()).isEqualTo(DEAD);
    assertThat(world.simulator.truth().apiRejected("")).isEqualTo(2);
    assertThat(world.simulator.truth().apiRejected("ada")).isEqualTo(2);
  }

  @Test
  void user_ofTwoUsers_haveStableAndDifferentIds() {
    HttpResponse<String> ada = world.signIn();
    String first = field(world.api("user", field(ada, "access_token")), "id");
    HttpResponse<String> again = world.signIn();
    HttpResponse<String> bob = world.redeem(world.agreed("bob"));

    assertThat(first).matches("usr_[0-9a-f]{16}");
    assertThat(field(world.api("user", field(again, "access_token")), "id")).isEqualTo(first);
    assertThat(field(world.api("user", field(bob, "access_token")), "id")).isNotEqualTo(first);
    assertThat(world.call(again)).as("bob's sign-in ends nothing of ada's").isEqualTo(200);
  }

  @Test
  void routines_posted_areListedForTheirUserOnly() {
    String adas = "Bearer " + field(world.signIn(), "access_token");
    String bobs = field(world.redeem(world.agreed("bob")), "access_token");
    URI routines = URI.create(world.simulator.api() + "/routines");

    HttpResponse<String> created = world.posted(routines, adas, "application/json", "{}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(world.get(routines, adas).body()).contains(field(created, "id"));
    assertThat(world.api("routines", bobs).body()).isEqualTo("{\"routines\":[]}");
  }

  @Test
  void resource_unknownOrOtherMethod_isRefusedInTheDocumentedShape() {
    String bearer = "Bearer " + field(world.signIn(), "access_token");
    String api = world.simulator.api().toString();

    assertThat(world.get(URI.create(api + "/nonsense"), bearer).body())
        .startsWith("{\"code\":404,\"name\":\"Not Found\"");
    assertThat(world.posted(URI.create(api + "/user"), bearer, "text/plain", "").body())
        .startsWith("{\"code\":405,");
    assertThat(world.get(URI.create(world.simulator.baseUri() + "/other"), bearer).statusCode())
        .isEqualTo(404);
  }

  @Test
  void isLive_codesAndUnknownValues_areNot() {
    HttpResponse<String> granted = world.signIn();
    TruthLog truth = world.simulator.truth();

    assertThat(truth.isLive(field(granted, "access_token"))).isTrue();
    assertThat(truth.isLive(field(granted, "refresh_token"))).isTrue();
    assertThat(truth.isLive(world.agreed("ada"))).isFalse();
    assertThat(truth.isLive("garbage")).isFalse();
  }
}
