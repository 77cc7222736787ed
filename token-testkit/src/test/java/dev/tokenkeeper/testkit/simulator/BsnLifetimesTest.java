package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BsnLifetimesTest {

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  @Test
  void refreshToken_aSecondBeforeItsEnd_isAccepted() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.time.advance(HALF_HOUR.minusSeconds(1));

      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("5.5-idle")
  void refreshToken_atItsEnd_isNotActive() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.time.advance(HALF_HOUR);

      assertRefused(world.refresh(login), 400, "invalid_grant", "Token is not active");
    }
  }

  @Test
  @Fact("5.7-end")
  void refreshToken_nearTheSessionsEnd_livesNoLonger() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> latest = world.login();
      // 43 times 1000 s: 200 s are left of the session's 43 200.
      for (int i = 0; i < 43; i++) {
        world.time.advanceSeconds(1000);
        latest = world.refresh(latest);
      }

      assertThat(field(latest, "refresh_expires_in")).isEqualTo("200");
      assertThat(field(latest, "expires_in")).isEqualTo("300");
      world.time.advanceSeconds(200);
      assertThat(world.get("Self/Session/", latest).statusCode()).isEqualTo(410);
      assertRefused(world.refresh(latest), 400, "invalid_grant", "Token is not active");
    }
  }

  @Test
  @Fact("1.old-access.bsn")
  void oldAccessToken_afterRefresh_staysValidUntilItsEnd() {
    try (BsnWorld world =
        BsnWorld.with(builder -> builder.expiredStatus(ExpiredStatus.UNAUTHORIZED_401))) {
      HttpResponse<String> login = world.login();
      world.refresh(login);
      world.time.advanceSeconds(299);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(200);

      world.time.advanceSeconds(1);
      assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void session_unobserved_isCountedAndLoggedWithItsRealEnd() {
    try (BsnWorld world = BsnWorld.usual()) {
      world.login();
      world.time.advance(Duration.ofDays(3));

      TruthLog truth = world.simulator.truth();
      assertThat(truth.sessionsEnded("ada")).isEqualTo(1);
      List<TruthEntry> ends = truth.entries(TruthKind.SESSION_ENDED);
      assertThat(ends).extracting(TruthEntry::at).containsExactly(TestTime.START.plus(HALF_HOUR));
      assertThat(ends).extracting(TruthEntry::detail).containsExactly("EXPIRED");
    }
  }

  @Test
  void session_refreshed_endsLater() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.time.advanceSeconds(1000);
      world.refresh(login);
      world.time.advanceSeconds(1799);
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();

      world.time.advanceSeconds(1);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.EXPIRED)).isEqualTo(1);
    }
  }

  @Test
  void isLive_overTime_followsTheClock() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      TruthLog truth = world.simulator.truth();
      String access = field(login, "access_token");
      String refresh = field(login, "refresh_token");
      assertThat(truth.isLive(access)).isTrue();
      assertThat(truth.isLive(refresh)).isTrue();

      world.time.advanceSeconds(300);
      assertThat(truth.isLive(access)).isFalse();
      assertThat(truth.isLive(refresh)).isTrue();

      world.refresh(login);
      assertThat(truth.isLive(refresh)).isFalse();
      assertThat(truth.isLive("unknown")).isFalse();
    }
  }

  @Test
  @Fact({"1.access-life.bsn", "1.refresh-life.bsn", "1.session-cap.bsn", "2.4", "2.5", "2.6"})
  void published_profile_hasTheLongerLifetimes() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.profile(Profile.PUBLISHED))) {
      HttpResponse<String> login = world.login();

      assertThat(field(login, "expires_in")).isEqualTo("330");
      assertThat(field(login, "refresh_expires_in")).isEqualTo("43200");
      assertThat(BsnLifetimes.of(Profile.PUBLISHED).session()).isEqualTo(Duration.ofHours(24));
    }
  }

  @Test
  void lifetimes_shorterThanASecond_areRefused() {
    Duration tooShort = Duration.ofMillis(999);
    Duration second = Duration.ofSeconds(1);

    assertRefusedLifetimes("accessToken", tooShort, second, second);
    assertRefusedLifetimes("refreshToken", second, tooShort, second);
    assertRefusedLifetimes("session", second, second, tooShort);
    assertThat(new BsnLifetimes(second, second, second).session()).isEqualTo(second);
  }

  private static void assertRefusedLifetimes(
      String name, Duration accessToken, Duration refreshToken, Duration session) {
    assertThatThrownBy(() -> new BsnLifetimes(accessToken, refreshToken, session))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
