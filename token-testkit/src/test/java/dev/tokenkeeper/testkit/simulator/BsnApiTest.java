package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BsnApiTest {

  private BsnWorld world = BsnWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void devices_networkSelected_is200AndCounted() {
    HttpResponse<String> login = world.login();
    assertThat(world.selectNetwork(login).statusCode()).isEqualTo(204);

    assertThat(world.get("Devices/", login).statusCode()).isEqualTo(200);
    assertThat(world.simulator.truth().apiAccepted("ada")).isEqualTo(2);
  }

  @Test
  void devices_noNetworkSelected_is412() {
    HttpResponse<String> refused = world.get("Devices/", world.login());

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.headers().firstValue("Content-Type"))
        .contains("application/vnd.bsn.error+json");
    assertThat(world.simulator.truth().apiRejected("ada", 412)).isEqualTo(1);
  }

  @Test
  void devices_networkNotRequired_is200() {
    world.close();
    world = BsnWorld.with(builder -> builder.requireNetwork(false));

    assertThat(world.get("Devices/", world.login()).statusCode()).isEqualTo(200);
  }

  @Test
  @Fact("5.3-again")
  void network_selected_survivesRefreshButNotLogin() {
    HttpResponse<String> login = world.login();
    world.selectNetwork(login);

    assertThat(world.get("Devices/", world.refresh(login)).statusCode()).isEqualTo(200);
    assertThat(world.get("Devices/", world.login()).statusCode()).isEqualTo(412);
  }

  @Test
  void network_ofClientCredentials_mustBeSelectedForEachToken() {
    HttpResponse<String> first = world.clientCredentials();
    world.selectNetwork(first);

    assertThat(world.get("Devices/", first).statusCode()).isEqualTo(200);
    assertThat(world.get("Devices/", world.clientCredentials()).statusCode()).isEqualTo(412);
  }

  @Test
  @Fact("5.3-choose")
  void network_byIdOrWithOtherFields_is204() {
    HttpResponse<String> login = world.login();

    assertThat(select(login, "{\"id\":12345}")).isEqualTo(204);
    assertThat(select(login, " { \"id\" : null , \"name\" : \"acme\\u002dmain\" } "))
        .isEqualTo(204);
  }

  @Test
  void network_unknownOrMalformed_is400() {
    HttpResponse<String> login = world.login();

    for (String body :
        new String[] {"{\"name\":\"other\"}", "{}", "", "acme-main", "{\"name\":}", "[1]", "{,}"}) {
      assertThat(select(login, body)).as(body).isEqualTo(400);
    }
    assertThat(world.selectNetwork(login, "text/plain", "{}").statusCode()).isEqualTo(415);
  }

  @Test
  @Fact("1.introspect.bsn")
  void session_networkSelected_isDescribed() {
    HttpResponse<String> login = world.login();
    assertThat(world.get("Self/Session/", login).body()).doesNotContain("network");
    world.time.advanceSeconds(1);
    world.selectNetwork(login);

    assertThat(world.get("Self/Session/", login).body())
        .isEqualTo(
            "{\"network\":{\"id\":12345,\"name\":\"acme-main\"},"
                + "\"authorizationScope\":\"bsn.api.main bsn.api.self\","
                + "\"lastModifiedDate\":\"2026-01-01T00:00:01.000Z\"}");
  }

  @Test
  void networks_severalConfigured_areListed() {
    world.close();
    world = BsnWorld.with(builder -> builder.network(1, "one").network(2, "two \"2\""));

    assertThat(world.get("Self/Networks/", world.login()).body())
        .isEqualTo("[{\"id\":1,\"name\":\"one\"},{\"id\":2,\"name\":\"two \\u00222\\u0022\"}]");
  }

  @Test
  @Fact("5.1-api")
  void path_inOtherCase_isTheSame() {
    HttpResponse<String> login = world.login();
    String lower = world.simulator.restApi().toString().replace("REST", "rest") + "/SELF/session";

    assertThat(
            world
                .send(
                    HttpRequest.newBuilder(URI.create(lower))
                        .header("Authorization", "bearer " + field(login, "access_token"))
                        .build())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void resource_unknownOrOtherMethod_isRefused() {
    HttpResponse<String> login = world.login();

    assertThat(world.get("Nonsense/", login).statusCode()).isEqualTo(404);
    assertThat(world.get("Self/Session/Network", login).statusCode()).isEqualTo(405);
  }

  @Test
  void users_tokenWithoutTheScope_is403() {
    Set<String> scopes = Set.of("bsn.api.self", "bsn.api.main.devices.retrieve");
    world.simulator.admin().register("bob", "secret", scopes);
    HttpResponse<String> login = world.login("bob", "secret");
    world.selectNetwork(login);

    assertThat(world.get("Devices/", login).statusCode()).isEqualTo(200);
    assertThat(world.get("Users/", login).statusCode()).isEqualTo(403);
    assertThat(world.simulator.truth().apiRejected("bob", 403)).isEqualTo(1);
  }

  @Test
  void accessToken_missing_is401WithBareChallenge() {
    HttpResponse<String> refused = world.send(world.api("Devices/").build());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void accessToken_garbageOrRefreshToken_is401() {
    assertThat(world.get("Devices/", "garbage").statusCode()).isEqualTo(401);
    assertThat(world.get("Devices/", field(world.login(), "refresh_token")).statusCode())
        .isEqualTo(401);
    assertThat(world.simulator.truth().apiRejected("")).isEqualTo(1);
  }

  @Test
  void accessToken_expired_is401And403InTurn() {
    HttpResponse<String> login = world.login();
    world.time.advanceSeconds(300);

    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(401);
    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(403);
    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(401);
    assertThat(world.simulator.truth().apiRejected("ada")).isEqualTo(3);
  }

  @Test
  void accessToken_expiredWithFixedStatus_isAlways403() {
    world.close();
    world = BsnWorld.with(builder -> builder.expiredStatus(ExpiredStatus.FORBIDDEN_403));
    HttpResponse<String> login = world.login();
    world.time.advanceSeconds(300);

    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(403);
    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(403);
  }

  private int select(HttpResponse<String> login, String body) {
    return world.selectNetwork(login, "application/json", body).statusCode();
  }
}
