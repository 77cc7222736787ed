package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.LimitedWorld.EVE;
import static dev.tokenkeeper.testkit.keeper.LimitsTest.assertHeldFor;
import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.LifecycleEvent.QuotaExhausted;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which access tokens count as alive, and for how long. */
class LiveTokensTest {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration EXPIRED = Duration.ofMinutes(6);
  private static final ProviderLimits ONE = ProviderLimits.NONE.withLiveTokens(1);
  private static final ProviderLimits TWO = ProviderLimits.NONE.withLiveTokens(2);

  @Test
  void granted_tokenIsAlive_theNextWaitsForItsEnd() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.loggedIn(ADA);
      limited.time.advance(Duration.ofMinutes(2));
      assertHeldFor(Duration.ofMinutes(3), () -> limited.world.loggedIn(BOB));
      assertThat(limited.world.listener.events(QuotaExhausted.class))
          .extracting(QuotaExhausted::limit)
          .containsExactly(ProviderLimits.Kind.LIVE_TOKENS);

      limited.time.advance(Duration.ofMinutes(3));
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
    }
  }

  /** The old one lives on beside the new one, so both count. */
  @Test
  void granted_oldTokenStaysValid_bothCount() {
    try (var limited = new LimitedWorld(TWO)) {
      limited.world.loggedIn(ADA);
      limited.time.advance(Duration.ofMinutes(4));
      limited.keeper.authorizations().renew(ADA);
      assertHeldFor(Duration.ofMinutes(1), () -> limited.world.loggedIn(BOB));
    }
  }

  @Test
  void granted_oldTokenDies_itsPlaceIsGivenBack() {
    var dies = Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.DIES_AT_REFRESH);
    try (var limited = new LimitedWorld(TWO, dies)) {
      limited.world.loggedIn(ADA);
      limited.time.advance(Duration.ofMinutes(4));
      limited.keeper.authorizations().renew(ADA);
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
      assertHeldFor(LIFE, () -> limited.world.loggedIn(EVE));
    }
  }

  @Test
  void unknown_tokenMayHaveBeenIssued_countsForALife() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.loggedIn(ADA).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.Unknown("timeout"));
      assertThatThrownBy(() -> limited.keeper.accessToken(ADA))
          .isInstanceOf(TokenUnavailableException.class);
      assertHeldFor(LIFE, () -> limited.world.loggedIn(BOB));
      limited.time.advance(LIFE);
      assertHeldFor(SETTLE, () -> limited.world.loggedIn(BOB));
      limited.time.advance(SETTLE);
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
    }
  }

  @Test
  void refused_noTokenWasIssued_theNextIsServedAtOnce() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.endpoint.answer(new Outcome.GrantRefused("invalid_grant"));
      assertThatThrownBy(() -> limited.world.loggedIn(ADA))
          .isInstanceOf(LoginRefusedException.class);
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
    }
  }

  @Test
  void revoke_tokenIsDead_itsPlaceIsGivenBack() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.loggedIn(ADA);
      limited.keeper.authorizations().revoke(ADA);
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
    }
  }

  @Test
  void adopt_tokenFromElsewhere_countsToo() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.adopted(ADA);
      assertHeldFor(LIFE, () -> limited.world.loggedIn(BOB));
    }
  }

  /** What died with its process counts for as long as a token could live that came of it. */
  @Test
  void claimed_ownerDied_countsUntilNothingCanComeOfIt() {
    try (var limited = new LimitedWorld(ONE)) {
      limited.world.adopted(ADA).after(EXPIRED);
      limited.world.endpoint.otherwise(
          request -> {
            throw new OutOfMemoryError("The process dies, as it was told to");
          });
      assertThatThrownBy(() -> limited.keeper.accessToken(ADA)).isNotNull();
      limited.world.endpoint.otherwise(limited.world::grant);
      limited.time.advance(Duration.ofMinutes(1));
      assertThatThrownBy(() -> limited.world.loggedIn(BOB))
          .isInstanceOf(TokenUnavailableException.class);
      limited.time.advance(EXPIRED);
      assertThat(limited.world.loggedIn(BOB).row(BOB).grant()).isNotNull();
    }
  }

  /** A window does not wait, and inside it comes the very token that is counted already. */
  @Test
  void replay_insideItsWindow_doesNotWaitForRoom() {
    var grace =
        new Rotation(
            RotationRule.ONE_TIME_WITH_GRACE,
            Duration.ofSeconds(60),
            ReusePenalty.FAMILY,
            OldAccessToken.STAYS_VALID);
    try (var limited = new LimitedWorld(ONE, grace)) {
      limited.world.loggedIn(ADA).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.Unknown("timeout"));
      var token = limited.asked(ADA);
      limited.time.advance(Duration.ofSeconds(5));
      assertThat(token.join().bearer()).isEqualTo("Bearer at-2");
      assertThat(limited.refreshes()).isEqualTo(2);
    }
  }
}
