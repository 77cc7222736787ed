package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RingCentralSimulatorTest {

  @Test
  void start_anyPort_listensOnLoopbackAtTheProvidersPaths() throws Exception {
    try (RingCentralSimulator simulator = RingCentralSimulator.builder().start()) {
      assertThat(InetAddress.getByName(simulator.baseUri().getHost()).isLoopbackAddress()).isTrue();
      assertThat(simulator.authorizationPage()).hasPath("/restapi/oauth/authorize");
      assertThat(simulator.tokenEndpoint()).hasPath("/restapi/oauth/token");
      assertThat(simulator.revocationEndpoint()).hasPath("/restapi/oauth/revoke");
      assertThat(simulator.api()).hasPath("/restapi/v1.0");
    }
  }

  @Test
  void facts_ofARequest_nameItsUserByWhateverItPresents() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String jwt = world.simulator.admin().issueJwt("ada");
      world.simulator.faults().always(facts -> !facts.username().equals("ada"), Fault.HTML_BODY);
      HttpResponse<String> login = world.login();

      assertThat(login.body()).contains("access_token");
      assertThat(world.refresh(login).body()).contains("access_token");
      assertThat(world.mint(jwt).body()).contains("access_token");
      assertThat(world.call(login).body()).contains("TokenInvalid");
      assertThat(world.revoke(field(login, "access_token")).body()).isEmpty();
      assertThat(world.refresh("garbage").body()).contains("<html>");
    }
  }

  @Test
  void tokenRequests_spoiltOnesIncluded_areCounted() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      world.simulator.faults().next(1, Fault.UNAVAILABLE_503);
      assertThat(world.login().statusCode()).isEqualTo(503);
      world.revoke("unknown");
      world.login();

      assertThat(world.simulator.tokenRequests()).isEqualTo(2);
    }
  }

  @Test
  void builder_figuresOfNothing_areRefused() {
    RingCentralSimulatorBuilder builder = RingCentralSimulator.builder();

    assertThatThrownBy(() -> builder.maxSessionsPerUser(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.absoluteSessionTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
