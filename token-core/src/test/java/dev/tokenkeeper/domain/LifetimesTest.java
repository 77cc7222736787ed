package dev.tokenkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifetimesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Lifetimes BSN =
      new Lifetimes(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(12),
          Duration.ofMinutes(1));

  @Test
  void ofAccessToken_nothingSaid_isTheProvidersDefault() {
    assertThat(access(null)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void ofAccessToken_answerSays_winsOverTheDefault() {
    assertThat(access(Duration.ofSeconds(77))).isEqualTo(Duration.ofSeconds(77));
  }

  @Test
  void ofAccessToken_absurdlyLong_isBoundedByTheSession() {
    assertThat(access(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void ofAccessToken_absurdlyLongWithoutSession_doesNotOverflow() {
    Lifetimes plain = new Lifetimes(Duration.ofHours(1), null, null, Duration.ofMinutes(1));
    Lifetime life = plain.ofAccessToken(grant(Duration.ofSeconds(Long.MAX_VALUE), null), NOW, null);
    assertThat(life.endsAt()).isEqualTo(NOW.plus(Lifetimes.LONGEST));
  }

  @Test
  void ofAccessToken_zeroOrNegative_livesForOneUse() {
    assertThat(access(Duration.ZERO)).isEqualTo(Lifetimes.SHORTEST);
    assertThat(access(Duration.ofSeconds(-5))).isEqualTo(Lifetimes.SHORTEST);
    assertThat(access(Duration.ofSeconds(Long.MIN_VALUE))).isEqualTo(Lifetimes.SHORTEST);
  }

  @Test
  void ofRefreshToken_sessionEndsSooner_endsWithIt() {
    var session = new Session("s", Lifetime.of(NOW, Duration.ofMinutes(10)));
    assertThat(BSN.ofRefreshToken(grant(null, null), NOW, session).endsAt())
        .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
  }

  @Test
  void ofRefreshToken_saidZero_isTheDefault() {
    assertThat(BSN.ofRefreshToken(grant(null, Duration.ZERO), NOW, null).endsAt())
        .isEqualTo(NOW.plus(Duration.ofMinutes(30)));
  }

  @Test
  void ofSession_afterALogin_beginsAndEndsByTheClock() {
    Session session = BSN.ofSession(grant(null, null), NOW, null);
    assertThat(session).isNotNull();
    assertThat(session.endsAt()).isEqualTo(NOW.plus(Duration.ofHours(12)));
  }

  @Test
  void ofSession_afterARefresh_isThePreviousOne() {
    var previous = new Session("s", Lifetime.of(NOW.minusSeconds(60), Duration.ofHours(12)));
    assertThat(BSN.ofSession(grant(null, null), NOW, previous)).isSameAs(previous);
  }

  private static Duration access(@Nullable Duration said) {
    Session session = BSN.ofSession(grant(said, null), NOW, null);
    Instant end = BSN.ofAccessToken(grant(said, null), NOW, session).endsAt();
    return Duration.between(NOW, end == null ? NOW : end);
  }

  private static TokenGrant grant(@Nullable Duration access, @Nullable Duration refresh) {
    return new TokenGrant(
        Secret.of("a"), "Bearer", access, Secret.of("r"), refresh, null, null, null, Map.of());
  }
}
