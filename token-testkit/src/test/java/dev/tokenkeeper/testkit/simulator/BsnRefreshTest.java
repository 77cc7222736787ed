package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
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

class BsnRefreshTest {

  private static final String REUSED = "Maximum allowed refresh token reuse exceeded";
  private static final String SESSION_OVER = "Session not active";

  @Test
  void refresh_currentToken_rotatesWithinTheSession() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);
      HttpResponse<String> third = world.refresh(second);

      assertThat(third.statusCode()).isEqualTo(200);
      assertThat(Stream.of(first, second, third).map(r -> field(r, "refresh_token")))
          .doesNotHaveDuplicates();
      assertThat(field(third, "session_state")).isEqualTo(field(first, "session_state"));
      assertThat(world.simulator.truth().refreshesGranted("ada")).isEqualTo(2);
      assertThat(world.simulator.truth().refreshTokenReuses()).isZero();
    }
  }

  @Test
  @Fact({"5.5-reused", "5.7-reuse"})
  void refresh_spentToken_isRefusedAndEndsTheSession() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);

      assertRefused(world.refresh(first), 400, "invalid_grant", REUSED);
      assertRefused(world.refresh(second), 400, "invalid_grant", SESSION_OVER);
      assertRefused(world.refresh(first), 400, "invalid_grant", SESSION_OVER);

      assertThat(world.simulator.truth().refreshTokenReuses()).isEqualTo(2);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.REUSE)).isEqualTo(1);
    }
  }

  @Test
  @Fact("5.7-reuse")
  void refresh_spentTokenButReuseForgiven_keepsTheSession() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.reuseKillsSession(false))) {
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);

      assertRefused(world.refresh(first), 400, "invalid_grant", REUSED);
      assertThat(world.refresh(second).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("5.5-at-once")
  void refresh_eightTimesAtOnceWithOneToken_oneWinsAndTheSessionDies() {
    try (BsnWorld world = BsnWorld.usual()) {
      String token = field(world.login(), "refresh_token");
      CyclicBarrier allIn = new CyclicBarrier(8);
      world.simulator.faults().next(8, Fault.before(() -> await(allIn)));

      List<CompletableFuture<HttpResponse<String>>> calls =
          Stream.generate(() -> world.refreshAsync(token)).limit(8).toList();
      List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

      List<HttpResponse<String>> granted =
          answers.stream().filter(answer -> answer.statusCode() == 200).toList();
      assertThat(granted).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.statusCode() == 400).hasSize(7);
      assertRefused(world.refresh(granted.get(0)), 400, "invalid_grant", SESSION_OVER);
      assertOneWinner(world.simulator.truth());
    }
  }

  @Test
  @Fact("5.5-garbage")
  void refresh_garbageOrAccessToken_isInvalid() {
    try (BsnWorld world = BsnWorld.usual()) {
      assertRefused(world.refresh("garbage"), 400, "invalid_grant", "Invalid refresh token");
      assertRefused(
          world.refresh(field(world.login(), "access_token")),
          400,
          "invalid_grant",
          "Invalid refresh token");
    }
  }

  @Test
  void refresh_tokenOfAnotherClient_isInvalidAndNotSpent() {
    try (BsnWorld world =
        BsnWorld.with(
            builder ->
                builder
                    .client(BsnSimulator.DEFAULT_CLIENT_ID, BsnSimulator.DEFAULT_CLIENT_SECRET)
                    .client("other", "x"))) {
      HttpResponse<String> login = world.login();

      HttpResponse<String> foreign =
          world.tokenAs(
              BsnWorld.basic("other", "x"),
              "grant_type",
              "refresh_token",
              "refresh_token",
              field(login, "refresh_token"));

      assertRefused(foreign, 400, "invalid_grant", "Invalid refresh token");
      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void login_withoutRefreshTokens_answersNone() {
    try (BsnWorld world = BsnWorld.with(BsnSimulatorBuilder::withoutRefreshTokens)) {
      HttpResponse<String> granted = world.login();

      assertThat(granted.body()).doesNotContain("refresh_token");
      assertThat(field(granted, "refresh_expires_in")).isEqualTo("0");
    }
  }

  @Test
  void revoke_refreshToken_endsItsSession() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      assertThat(world.revoke(field(login, "refresh_token")).statusCode()).isEqualTo(200);

      assertRefused(world.refresh(login), 400, "invalid_grant", SESSION_OVER);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(410);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.REVOKED)).isEqualTo(1);
    }
  }

  @Test
  void revoke_accessToken_leavesTheSession() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      assertThat(world.revoke(field(login, "access_token")).statusCode()).isEqualTo(200);

      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(401);
      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void revokeAndLogout_unknownToken_are200() {
    try (BsnWorld world = BsnWorld.usual()) {
      assertThat(world.revoke("unknown").statusCode()).isEqualTo(200);
      assertThat(world.logout("unknown").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("5.1-beside")
  void logout_refreshToken_endsItsSession() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      assertThat(world.logout(field(login, "refresh_token")).statusCode()).isEqualTo(200);

      assertRefused(world.refresh(login), 400, "invalid_grant", SESSION_OVER);
    }
  }

  @Test
  void logout_accessToken_endsNothing() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      assertThat(world.logout(field(login, "access_token")).statusCode()).isEqualTo(200);

      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void revoke_tokenOfAnotherClient_isRefused() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.client("a", "b").publicClient("c"))) {
      HttpResponse<String> login =
          world.tokenAs(
              BsnWorld.basic("a", "b"),
              "grant_type",
              "password",
              "username",
              "ada",
              "password",
              "secret");

      HttpResponse<String> foreign =
          world.revokeAs("", "client_id", "c", "token", field(login, "access_token"));

      assertThat(foreign.statusCode()).isEqualTo(400);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(200);
      assertThat(world.revokeAs("", "client_id", "nobody", "token", "x").statusCode())
          .isEqualTo(401);
      assertThat(world.revokeAs("", "client_id", "c").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void admin_revokesRefreshTokens_accessTokensLiveOn() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      world.simulator.admin().revokeRefreshTokens("ada").revokeRefreshTokens("ada");

      assertRefused(world.refresh(login), 400, "invalid_grant", SESSION_OVER);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().entries(TruthKind.REVOKED))
          .extracting(TruthEntry::detail)
          .containsExactly("REFRESH");
      assertThat(world.simulator.truth().refreshTokenReuses()).isZero();
    }
  }

  @Test
  @Fact("5.5-ended")
  void admin_endsSessions_refreshAndApiAreRefused() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();

      world.simulator.admin().endSessions("ada");

      assertRefused(world.refresh(login), 400, "invalid_grant", SESSION_OVER);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(410);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.ADMIN)).isEqualTo(1);
    }
  }

  private static void assertOneWinner(TruthLog truth) {
    assertThat(truth.refreshesGranted("ada")).isEqualTo(1);
    assertThat(truth.refreshTokenReuses()).isEqualTo(7);
    assertThat(truth.sessionsEnded("ada", SessionEnd.REUSE)).isEqualTo(1);
    assertThat(truth.mostConcurrentRefreshes()).isEqualTo(8);
    assertThat(truth.concurrentRefreshes()).isEqualTo(7);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
