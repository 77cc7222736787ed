package dev.tokenkeeper.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficTest {

  private final Traffic traffic = new Traffic();

  @Test
  void refreshes_ofOneUser_overlapWhileOneIsLeft() {
    traffic.enter(refresh("ada"));
    traffic.enter(refresh("ada"));
    traffic.leave(refresh("ada"));
    traffic.enter(refresh("ada"));
    traffic.leave(refresh("ada"));
    traffic.leave(refresh("ada"));
    traffic.enter(refresh("ada"));

    assertThat(traffic.concurrentRefreshes()).isEqualTo(2);
    assertThat(traffic.mostConcurrentRefreshes()).isEqualTo(2);
    assertThat(traffic.tokenRequests()).isEqualTo(4);
  }

  @Test
  void refreshes_ofDifferentUsers_doNotOverlap() {
    traffic.enter(refresh("ada"));
    traffic.enter(refresh("bob"));

    assertThat(traffic.concurrentRefreshes()).isZero();
    assertThat(traffic.mostConcurrentRefreshes()).isEqualTo(1);
  }

  @Test
  void refreshes_withUnknownTokens_doNotOverlap() {
    traffic.enter(refresh(""));
    traffic.enter(refresh(""));

    assertThat(traffic.mostConcurrentRefreshes()).isZero();
  }

  @Test
  void logins_ofOneUser_areNoRefreshes() {
    traffic.enter(new RequestFacts(Endpoint.TOKEN, "POST", BsnPaths.TOKEN, "password", "ada"));
    traffic.enter(refresh("ada"));

    assertThat(traffic.concurrentRefreshes()).isZero();
  }

  @Test
  void apiCalls_any_areNoTokenRequests() {
    traffic.enter(new RequestFacts(Endpoint.API, "GET", BsnPaths.REST, "", "ada"));

    assertThat(traffic.tokenRequests()).isZero();
  }

  private static RequestFacts refresh(String username) {
    return new RequestFacts(Endpoint.TOKEN, "POST", BsnPaths.TOKEN, "refresh_token", username);
  }
}
