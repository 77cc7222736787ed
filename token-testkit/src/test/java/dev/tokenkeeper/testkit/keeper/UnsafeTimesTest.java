package dev.tokenkeeper.testkit.keeper;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times that cannot be safe are refused at start, with the sum that shows it. */
class UnsafeTimesTest {
  private static final Rotation STRICT =
      Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID);

  @Test
  void build_replayWindowShorterThanAnAttempt_isRefused() {
    assertThatThrownBy(() -> build(grace(Duration.ofSeconds(31)), Duration.ofSeconds(30)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "okta.timing.attempt: PT30S + send budget PT1S = PT31S is not less than the replay "
                + "window PT31S: when a process dies, no other could replay in time. "
                + "Make the attempt shorter than PT30S.");
    assertThatCode(() -> build(grace(Duration.ofSeconds(31)), Duration.ofSeconds(29)))
        .doesNotThrowAnyException();
  }

  @Test
  void build_exchangeLongerThanAnAttempt_isRefused() {
    assertThatThrownBy(() -> build(STRICT, Duration.ofSeconds(10)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "okta.timing.attempt: PT10S is shorter than send budget PT1S + longest exchange "
                + "PT10S = PT11S: another process would take the sender for dead. "
                + "Make the attempt at least that long, or the exchange shorter.");
    assertThatCode(() -> build(STRICT, Duration.ofSeconds(11))).doesNotThrowAnyException();
  }

  private static Rotation grace(Duration window) {
    return new Rotation(
        RotationRule.ONE_TIME_WITH_GRACE, window, ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID);
  }

  private static void build(Rotation rotation, Duration attempt) {
    ProviderProfile usual = World.profile(rotation);
    Timing timing = usual.timing();
    var profile =
        new ProviderProfile(
            rotation,
            usual.renewal(),
            usual.lifetimes(),
            new Timing(
                attempt,
                timing.sendBudget(),
                timing.settleAllowance(),
                timing.minPeriod(),
                timing.firstBackoff(),
                timing.longestBackoff(),
                timing.longestDoubt()),
            usual.deadToken(),
            usual.revocation());
    var store = new InMemoryAuthorizationStore(new MovableClock());
    TokenKeeper.builder()
        .provider(OAuthProvider.builder("okta", profile, new ScriptedTokenEndpoint()).build())
        .store(store)
        .directory(store)
        .cipher(new TestCipher())
        .build()
        .close();
  }
}
