package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.5 and 6.11. */
class RingCentralRefreshTest {

  @Test
  @Fact("6.5.1")
  void refresh_currentToken_rotatesWithinTheSession() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);

      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(field(second, "refresh_token")).isNotEqualTo(field(first, "refresh_token"));
      assertThat(field(second, "access_token")).isNotEqualTo(field(first, "access_token"));
      assertThat(field(second, "session_id")).isEqualTo(field(first, "session_id"));
      assertThat(world.simulator.truth().refreshesGranted("ada")).isEqualTo(1);
      assertThat(world.simulator.truth().logins("ada")).isEqualTo(1);
    }
  }

  @Test
  @Fact("1.old-access.ringcentral")
  void refresh_previousAccessToken_diesAtOnce() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);

      assertThat(world.call(first).statusCode()).isEqualTo(401);
      assertThat(world.call(second).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("6.5.3")
  void replay_newTokenUnusedForSixtyMinutes_getsTheSamePairWithTheRest() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      world.pass(3600);
      HttpResponse<String> replayed = world.refresh(first);

      assertThat(field(replayed, "access_token")).isEqualTo(field(second, "access_token"));
      assertThat(field(replayed, "refresh_token")).isEqualTo(field(second, "refresh_token"));
      assertThat(number(replayed, "expires_in")).isEqualTo(86_399 - 3600);
      assertThat(number(replayed, "refresh_token_expires_in")).isEqualTo(604_799 - 3600);
      TruthLog truth = world.simulator.truth();
      assertThat(truth.count(TruthKind.REPLAYED, "ada")).isEqualTo(1);
      assertThat(truth.refreshesGranted("ada")).isEqualTo(1);
      assertThat(truth.refreshTokenReuses()).isZero();
    }
  }

  @Test
  void replay_afterSixtyUnusedMinutes_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      world.refresh(first);
      world.pass(3601);

      assertInvalidGrant(world.refresh(first), "OAU-213");
      assertThat(world.simulator.truth().refreshTokenReuses()).isEqualTo(1);
    }
  }

  @Test
  void replay_withinTenSecondsOfTheFirstUse_getsTheSamePair() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      world.pass(3000);
      world.call(second);
      world.pass(10);

      assertThat(field(world.refresh(first), "access_token"))
          .isEqualTo(field(second, "access_token"));
    }
  }

  @Test
  @Fact("6.5.4")
  void replay_laterThanTenSecondsAfterTheFirstUse_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      world.call(second);
      world.pass(5);
      world.call(second);
      world.pass(6);

      assertInvalidGrant(world.refresh(first), "OAU-213");
      assertThat(world.call(second).statusCode()).isEqualTo(200);
      assertThat(world.refresh(second).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void replay_ofTheTokenBeforeThePrevious_isRefused() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      HttpResponse<String> third = world.refresh(second);

      assertInvalidGrant(world.refresh(first), "OAU-213");
      assertThat(field(world.refresh(second), "access_token"))
          .isEqualTo(field(third, "access_token"));
      assertThat(world.simulator.truth().refreshTokenReuses()).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.5-same-pair")
  void replay_tellingANewPair_killsTheOneBefore() {
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.newPairOnReplay(true))) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      HttpResponse<String> third = world.refresh(first);

      assertThat(field(third, "access_token")).isNotEqualTo(field(second, "access_token"));
      assertInvalidGrant(world.refresh(second), "OAU-213");
      assertThat(world.call(second).statusCode()).isEqualTo(401);
      assertThat(world.call(third).statusCode()).isEqualTo(200);
      world.pass(11);
      assertInvalidGrant(world.refresh(first), "OAU-213");
    }
  }

  @Test
  void replay_afterTheNewAccessTokenExpired_tellsThatNothingIsLeft() {
    try (RingCentralWorld world = RingCentralWorld.with(b -> b.profile(Profile.PUBLISHED))) {
      HttpResponse<String> first = world.login();
      world.refresh(first, "access_token_ttl", "600");
      world.pass(700);

      assertThat(number(world.refresh(first), "expires_in")).isZero();
    }
  }

  @Test
  void refresh_expiredToken_isExpiredEvenWithinItsGrace() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> late = world.login();
      HttpResponse<String> first = world.login();
      world.pass(604_799);
      HttpResponse<String> second = world.refresh(first);
      world.pass(1);

      assertInvalidGrant(world.refresh(late), "OAU-210");
      assertInvalidGrant(world.refresh(first), "OAU-210");
      assertThat(world.refresh(second).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.EXPIRED)).isEqualTo(1);
    }
  }

  @Test
  void refresh_unknownOrForeignToken_isNotFound() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder
                    .client(
                        RingCentralSimulator.DEFAULT_CLIENT_ID,
                        RingCentralSimulator.DEFAULT_CLIENT_SECRET)
                    .client("other", "x"))) {
      HttpResponse<String> login = world.login();

      assertInvalidGrant(world.refresh("garbage"), "OAU-213");
      assertInvalidGrant(world.refresh(field(login, "access_token")), "OAU-213");
      assertInvalidGrant(
          world.tokenAs(
              BsnWorld.basic("other", "x"),
              "grant_type",
              "refresh_token",
              "refresh_token",
              field(login, "refresh_token")),
          "OAU-213");
      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refresh_eightTimesAtOnceWithOneToken_allGetTheSamePair() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String token = field(world.login(), "refresh_token");
      CyclicBarrier allIn = new CyclicBarrier(8);
      world.simulator.faults().next(8, Fault.before(() -> await(allIn)));

      List<CompletableFuture<HttpResponse<String>>> calls =
          Stream.generate(() -> world.refreshAsync(token)).limit(8).toList();

      assertThat(calls.stream().map(CompletableFuture::join).map(r -> field(r, "access_token")))
          .hasSize(8)
          .containsOnly(field(calls.get(0).join(), "access_token"));
      TruthLog truth = world.simulator.truth();
      assertThat(truth.refreshesGranted("ada")).isEqualTo(1);
      assertThat(truth.count(TruthKind.REPLAYED, "ada")).isEqualTo(7);
      assertThat(truth.mostConcurrentRefreshes()).isEqualTo(8);
    }
  }

  @Test
  void refresh_answerLost_isRecoveredWithTheOldToken() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.simulator.faults().next(1, Fault.HTML_BODY);

      assertThat(world.refresh(login).body()).contains("<html>");
      assertThat(world.call(world.refresh(login)).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().count(TruthKind.REPLAYED, "ada")).isEqualTo(1);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
