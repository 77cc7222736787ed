package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralLimitKey.APPLICATION;
import static dev.tokenkeeper.testkit.simulator.RingCentralLimitKey.USER_AND_APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.7. */
class RingCentralLimitTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);

  @Test
  void answers_withinTheLimit_tellWhatIsLeft() {
    try (RingCentralWorld world = limited()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> refused = world.exchange("garbage");
      HttpResponse<String> second = world.login();

      assertThat(header(first, "X-Rate-Limit-Group")).isEqualTo("auth");
      assertThat(header(first, "X-Rate-Limit-Limit")).isEqualTo("5");
      assertThat(header(first, "X-Rate-Limit-Window")).isEqualTo("60");
      assertThat(header(first, "X-Rate-Limit-Remaining")).isEqualTo("4");
      assertThat(header(refused, "X-Rate-Limit-Remaining")).isEqualTo("4");
      assertThat(header(second, "X-Rate-Limit-Remaining")).isEqualTo("3");
    }
  }

  @Test
  @Fact("6.7-limit")
  void sixthRequestInAMinute_is429WithTheProvidersBody() {
    try (RingCentralWorld world = limited()) {
      HttpResponse<String> latest = refreshed(world, 4);
      HttpResponse<String> sixth = world.refresh(latest);

      assertThat(sixth.statusCode()).isEqualTo(429);
      assertThat(sixth.body())
          .startsWith(
              "{\"errorCode\":\"CMN-301\",\"message\":\"Request rate exceeded\",\"errors\"");
      assertThat(header(sixth, "Retry-After")).isEqualTo("60");
      assertThat(header(sixth, "X-Rate-Limit-Remaining")).isEqualTo("0");
      assertThat(world.simulator.limitExceeded()).isEqualTo(1);
      assertThat(world.simulator.truth().count(TruthKind.THROTTLED, "ada")).isEqualTo(1);
      assertThat(world.simulator.truth().refreshesGranted("ada")).isEqualTo(4);
    }
  }

  @Test
  @Fact({"1.rate-limit.ringcentral", "6.7-limit"})
  void requestWithinThePenalty_restartsIt() {
    try (RingCentralWorld world = limited()) {
      HttpResponse<String> latest = refreshed(world, 4);
      world.refresh(latest);
      world.pass(59);
      HttpResponse<String> tooEarly = world.refresh(latest);
      world.pass(59);
      HttpResponse<String> again = world.refresh(latest);
      world.pass(60);

      assertThat(header(tooEarly, "Retry-After")).isEqualTo("60");
      assertThat(again.statusCode()).isEqualTo(429);
      assertThat(world.refresh(latest).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().entries(TruthKind.THROTTLED))
          .extracting(TruthEntry::detail)
          .containsExactly("LIMIT", "PENALTY", "PENALTY");
      assertThat(world.simulator.limitExceeded()).isEqualTo(3);
    }
  }

  @Test
  void fiveRequestsSpreadOverAMinute_makeRoomOneByOne() {
    try (RingCentralWorld world = limited()) {
      HttpResponse<String> latest = world.login();
      world.pass(30);
      for (int i = 0; i < 4; i++) {
        latest = world.refresh(latest);
      }
      world.pass(30);

      HttpResponse<String> sixth = world.refresh(latest);
      assertThat(sixth.statusCode()).isEqualTo(200);
      assertThat(header(sixth, "X-Rate-Limit-Remaining")).isEqualTo("0");
      assertThat(world.refresh(sixth).statusCode()).isEqualTo(429);
    }
  }

  @Test
  @Fact("6.7-wait")
  void retryAfter_switchedOff_isNotSent() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder
                    .authLimit(1, MINUTE, MINUTE, USER_AND_APPLICATION)
                    .retryAfterHeader(false))) {
      HttpResponse<String> throttled = world.refresh(world.login());

      assertThat(throttled.statusCode()).isEqualTo(429);
      assertThat(throttled.headers().firstValue("Retry-After")).isEmpty();
    }
  }

  @Test
  void key_userAndApplication_countsUsersApart() {
    try (RingCentralWorld world = twoUsers(USER_AND_APPLICATION)) {
      assertThat(loginOf(world, "ada").statusCode()).isEqualTo(200);
      assertThat(loginOf(world, "bob").statusCode()).isEqualTo(200);
      assertThat(loginOf(world, "ada").statusCode()).isEqualTo(429);
    }
  }

  @Test
  @Fact("6.7-whose")
  void key_application_countsUsersTogether() {
    try (RingCentralWorld world = twoUsers(APPLICATION)) {
      assertThat(loginOf(world, "ada").statusCode()).isEqualTo(200);
      assertThat(loginOf(world, "bob").statusCode()).isEqualTo(429);
      assertThat(world.simulator.truth().count(TruthKind.THROTTLED, "bob")).isEqualTo(1);
    }
  }

  @Test
  @Fact("2.3")
  void jwtExchangesAndRevocations_areCountedToo() {
    try (RingCentralWorld world =
        RingCentralWorld.with(b -> b.authLimit(2, MINUTE, MINUTE, USER_AND_APPLICATION))) {
      HttpResponse<String> minted = world.mint(world.simulator.admin().issueJwt("ada"));
      String token = RingCentralWorld.field(minted, "access_token");

      assertThat(world.revoke(token).statusCode()).isEqualTo(200);
      assertThat(world.revoke(token).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void admin_forgetsPenalties_requestsAreGrantedAgain() {
    try (RingCentralWorld world = limited()) {
      HttpResponse<String> latest = refreshed(world, 4);
      world.refresh(latest);
      world.simulator.admin().forgetPenalties();

      assertThat(world.refresh(latest).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void noLimit_sendsNoHeadersAboutIt() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> latest = refreshed(world, 10);

      assertThat(latest.statusCode()).isEqualTo(200);
      assertThat(latest.headers().firstValue("X-Rate-Limit-Limit")).isEmpty();
      assertThat(world.simulator.limitExceeded()).isZero();
    }
  }

  @Test
  void limit_ofNothing_isRefused() {
    RingCentralSimulatorBuilder builder = RingCentralSimulator.builder();

    assertThatThrownBy(() -> builder.authLimit(0, MINUTE, MINUTE, APPLICATION))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** With the provider's own limit. */
  private static RingCentralWorld limited() {
    return RingCentralWorld.with(
        builder -> builder.authLimit(5, MINUTE, MINUTE, USER_AND_APPLICATION));
  }

  private static RingCentralWorld twoUsers(RingCentralLimitKey key) {
    return RingCentralWorld.with(
        builder -> builder.account("bob", "secret").authLimit(1, MINUTE, MINUTE, key));
  }

  private static HttpResponse<String> loginOf(RingCentralWorld world, String username) {
    return world.exchange(
        RingCentralWorld.codeOf(world.simulator.authorize(world.authorization(), username)));
  }

  /** A login and so many refreshes. */
  private static HttpResponse<String> refreshed(RingCentralWorld world, int times) {
    HttpResponse<String> latest = world.login();
    for (int i = 0; i < times; i++) {
      latest = world.refresh(latest);
    }
    return latest;
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("absent");
  }
}
