package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BsnLimitsTest {

  @Test
  void login_refusedFiveTimes_locksTheAccountAndSaysSoInTheLog() {
    try (BsnWorld world = BsnWorld.usual()) {
      for (int i = 0; i < 4; i++) {
        world.login("ada", "wrong");
      }
      assertThat(world.simulator.admin().isLocked("ada")).isFalse();
      world.login("ada", "wrong");

      assertThat(world.login().statusCode()).isEqualTo(401);
      assertThat(world.simulator.admin().isLocked("ada")).isTrue();
      assertThat(world.simulator.truth().refusedLogins("ada")).isEqualTo(6);
      assertThat(world.simulator.truth().entries("ada"))
          .last()
          .extracting(TruthEntry::detail)
          .isEqualTo("LOCKED");
    }
  }

  @Test
  void login_rightPasswordInBetween_startsTheCountAnew() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.refusedLoginsUntilLock(2))) {
      world.login("ada", "wrong");
      world.login();
      world.login("ada", "wrong");

      assertThat(world.login().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void login_unlocked_isAcceptedAgain() {
    try (BsnWorld world = BsnWorld.usual()) {
      world.simulator.admin().lock("bob").lock("ada");
      assertThat(world.login().statusCode()).isEqualTo(401);

      world.simulator.admin().unlock("bob").unlock("ada");
      assertThat(world.login().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void login_restricted_isRefusedWithoutCountingToTheLock() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.refusedLoginsUntilLock(1))) {
      world.simulator.admin().restrictLogin("ada");
      assertThat(world.login().statusCode()).isEqualTo(401);

      world.simulator.admin().permitLogin("ada");
      assertThat(world.login().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void lock_sessionThatExists_livesOn() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.simulator.admin().lock("ada");

      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void login_unknownUser_isLogged() {
    try (BsnWorld world = BsnWorld.usual()) {
      world.login("nobody", "secret");

      assertThat(world.simulator.truth().entries("nobody"))
          .extracting(TruthEntry::detail)
          .containsExactly("UNKNOWN_USER");
    }
  }

  @Test
  void sessions_ofAnotherClient_doNotCount() {
    try (BsnWorld world =
        BsnWorld.with(
            builder ->
                builder
                    .client(BsnSimulator.DEFAULT_CLIENT_ID, BsnSimulator.DEFAULT_CLIENT_SECRET)
                    .publicClient("app")
                    .maxSessionsPerUser(1))) {
      HttpResponse<String> first = world.login();
      world.tokenAs(
          "",
          "grant_type",
          "password",
          "client_id",
          "app",
          "username",
          "ada",
          "password",
          "secret");

      assertThat(world.refresh(first).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void sessions_overTheCap_endTheOldest() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.maxSessionsPerUser(2))) {
      HttpResponse<String> oldest = world.login();
      HttpResponse<String> older = world.login();
      HttpResponse<String> newest = world.login();

      assertThat(world.refresh(oldest).statusCode()).isEqualTo(400);
      assertThat(world.refresh(older).statusCode()).isEqualTo(200);
      assertThat(world.refresh(newest).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.CAP)).isEqualTo(1);
    }
  }

  @Test
  @Fact({"1.live-cap.bsn", "2.9", "5.7-cap"})
  void accessTokens_overTheCap_are429UntilOneExpires() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.maxUnexpiredAccessTokens(2))) {
      HttpResponse<String> login = world.login();
      world.time.advanceSeconds(100);
      HttpResponse<String> refreshed = world.refresh(login);

      HttpResponse<String> refused = world.refresh(refreshed);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(field(refused, "error")).isEqualTo("too_many_tokens");
      assertThat(refused.headers().firstValue("Retry-After")).isEmpty();

      world.time.advanceSeconds(200);
      assertThat(world.refresh(refreshed).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("2.9")
  void accessTokens_overTheCapWithRetryAfter_sayWhen() {
    try (BsnWorld world =
        BsnWorld.with(
            builder ->
                builder.maxUnexpiredAccessTokens(1).retryAfterAtCap(Duration.ofSeconds(7)))) {
      world.clientCredentials();

      assertThat(world.login().headers().firstValue("Retry-After")).contains("7");
      assertThat(world.clientCredentials().statusCode()).isEqualTo(429);
      assertThat(world.simulator.truth().logins("ada")).isZero();
    }
  }

  @Test
  void builder_nonsense_isRefused() {
    assertThatThrownBy(() -> BsnSimulator.builder().threads(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fault.latencyBefore(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Fault.latencyAfter(Duration.ofMinutes(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
