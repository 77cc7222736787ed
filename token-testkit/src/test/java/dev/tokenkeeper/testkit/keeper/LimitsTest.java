package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.LimitedWorld.EVE;
import static dev.tokenkeeper.testkit.keeper.LimitedWorld.STAYS;
import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.QuotaExhausted;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.ProviderQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** How many requests are sent, over all processes, and when. */
class LimitsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration EXPIRED = Duration.ofMinutes(6);
  private static final ProviderLimits TWO_A_MINUTE =
      ProviderLimits.NONE.withRequests(2, MINUTE, ProviderLimits.Key.PER_APPLICATION);

  @Test
  void accessToken_noLimits_costsNothing() {
    try (var limited = new LimitedWorld(ProviderLimits.NONE)) {
      limited.world.loggedIn(ADA).after(EXPIRED);
      assertThat(limited.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
      assertThat(limited.world.quota.asked()).isZero();
    }
  }

  @Test
  void accessToken_limitReachedByOtherProcess_saysWhenToComeBackAndClaimsNothing() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.adopted(EVE).loggedIn(ADA).after(EXPIRED).loggedIn(ADA).loggedIn(BOB);
      limited.time.advance(Duration.ofSeconds(40));
      long revision = limited.world.row(EVE).revision();
      assertHeldFor(Duration.ofSeconds(20), () -> limited.other.accessToken(EVE));
      assertThat(limited.world.row(EVE).revision()).isEqualTo(revision);

      limited.time.advance(Duration.ofSeconds(20));
      assertThat(limited.keeper.accessToken(EVE).bearer()).isEqualTo("Bearer at-4");
    }
  }

  @Test
  void accessToken_roomComesInTime_waitsForIt() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.adopted(EVE).after(EXPIRED).loggedIn(ADA).loggedIn(BOB);
      limited.time.advance(Duration.ofSeconds(55));
      var token = limited.asked(EVE);
      limited.time.advance(Duration.ofSeconds(4));
      assertThat(token).isNotDone();
      limited.time.advance(Duration.ofSeconds(2));
      assertThat(token.join().bearer()).isEqualTo("Bearer at-3");
    }
  }

  @Test
  void accessToken_limitOfOneUser_leavesTheOthersAlone() {
    var each = ProviderLimits.NONE.withRequests(1, MINUTE, ProviderLimits.Key.PER_USER);
    try (var limited = new LimitedWorld(each)) {
      limited.world.loggedIn(ADA).loggedIn(BOB).after(EXPIRED).loggedIn(ADA);
      limited.time.advance(Duration.ofSeconds(10));
      assertHeldFor(Duration.ofSeconds(50), () -> limited.keeper.authorizations().renew(ADA));
      assertThat(limited.keeper.accessToken(BOB).bearer()).isEqualTo("Bearer at-4");
    }
  }

  @Test
  void throttled_withoutATime_holdsEverybodyBackForThePenalty() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.adopted(ADA).adopted(BOB).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.Throttled(null));
      var token = limited.asked(ADA);
      assertHeldFor(MINUTE, () -> limited.other.accessToken(BOB));
      limited.time.advance(Duration.ofSeconds(59));
      assertThat(token).isCompletedExceptionally();
      assertThat(limited.refreshes()).isEqualTo(1);
      limited.time.advance(Duration.ofSeconds(1));
      assertThat(limited.other.accessToken(BOB).bearer()).isEqualTo("Bearer at-1");
    }
  }

  @Test
  void throttled_withATime_holdsEverybodyBackForSoLong() {
    var noCount = ProviderLimits.NONE.withPenalty(MINUTE, ProviderLimits.Key.PER_APPLICATION);
    try (var limited = new LimitedWorld(noCount)) {
      limited.world.adopted(ADA).adopted(BOB).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.Throttled(Duration.ofSeconds(90)));
      assertThatThrownBy(() -> limited.keeper.accessToken(ADA))
          .isInstanceOf(TokenUnavailableException.class);
      assertHeldFor(Duration.ofSeconds(90), () -> limited.other.accessToken(BOB));
    }
  }

  @Test
  void throttled_ofOneUser_holdsOnlyThisOneBack() {
    var each = ProviderLimits.NONE.withPenalty(MINUTE, ProviderLimits.Key.PER_USER);
    try (var limited = new LimitedWorld(each)) {
      limited.world.adopted(ADA).adopted(BOB).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.Throttled(null));
      assertThat(limited.asked(ADA)).isNotDone();
      assertHeldFor(MINUTE, () -> limited.world.loggedIn(ADA));
      assertThat(limited.other.accessToken(BOB).bearer()).isEqualTo("Bearer at-1");
    }
  }

  @Test
  void notSent_nothingHasArrived_givesThePlaceBack() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.adopted(ADA).after(EXPIRED);
      for (int i = 0; i < 3; i++) {
        limited.world.endpoint.answer(new Outcome.NotSent("no connection"));
        assertThatThrownBy(() -> limited.world.loggedIn(BOB)).hasMessageContaining("no connection");
      }
      assertThat(limited.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
    }
  }

  /** A limit whose breach costs a suspension must not be lost with the store that counts. */
  @Test
  void accessToken_quotaIsAway_sendsNothing() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.loggedIn(ADA).after(EXPIRED);
      limited.world.quota.reachable(false);
      assertThatThrownBy(() -> limited.keeper.accessToken(ADA)).isInstanceOf(StoreException.class);
      assertThat(limited.world.row(ADA).attempt()).isNull();
      assertThat(limited.world.endpoint.openTickets()).isZero();

      limited.world.quota.reachable(true);
      assertThat(limited.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void accessToken_quotaIsAwayButThereIsNoLimit_isSent() {
    try (var limited = new LimitedWorld(ProviderLimits.NONE)) {
      limited.world.loggedIn(ADA).after(EXPIRED);
      limited.world.quota.reachable(false);
      assertThat(limited.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  /** What is counted must not run out before what is counted has happened. */
  @Test
  void send_processStoodStillWithThePermit_sendsNothing() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      ProviderQuota slow = new SlowQuota(limited.world.quota, () -> limited.world.after(MINUTE));
      try (var keeper = limited.world.builder().quota(slow).build()) {
        assertThatThrownBy(
                () -> keeper.journeys().login(ADA, UserLogin.once("ada", Secret.of("password"))))
            .hasMessageContaining("the permit is too old");
      }
      assertThat(limited.world.endpoint.requests()).isEmpty();
      assertThat(limited.world.loggedIn(BOB).loggedIn(EVE).endpoint.requests()).hasSize(2);
    }
  }

  @Test
  void start_moreDueThanMayBeSent_allAreRenewedOneAfterTheOther() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      List<AuthorizationId> users = limited.adopted(8);
      limited.time.advance(Duration.ofMinutes(20));
      limited.keeper.start();
      limited.other.start();
      limited.time.advance(Duration.ofMinutes(6));

      assertThat(users).allMatch(each -> limited.world.row(each).generation() > 0);
      assertThat(limited.mostWithin(MINUTE)).isEqualTo(2);
    }
  }

  /** Putting a row off until it has its permit must not put off the end of its doubt. */
  @Test
  void start_rowIsInDoubt_isSentAgainOnceItMay() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.adopted(1);
      limited.time.advance(Duration.ofMinutes(20));
      limited.world.endpoint.answer(new Outcome.Unknown("connection reset"));
      limited.keeper.start();
      limited.time.advance(Duration.ofMinutes(3));

      assertThat(limited.refreshes()).isEqualTo(2);
    }
  }

  /** Or all of them would ask again at the same moment, and again, however many they are. */
  @Test
  void start_manyAreHeldBack_theyStandInLine() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      List<AuthorizationId> users = limited.adopted(8);
      limited.time.advance(Duration.ofMinutes(20));
      Instant began = limited.world.clock.instant();
      limited.keeper.start();
      limited.time.advance(Duration.ofMillis(1));

      assertThat(users)
          .filteredOn(each -> limited.world.row(each).generation() == 0)
          .extracting(each -> Objects.requireNonNull(limited.world.row(each).dueAt()))
          .extracting(due -> Duration.between(began, due).toSeconds())
          .containsExactlyInAnyOrder(60L, 90L, 120L, 150L, 180L, 210L);
      assertThat(limited.world.quota.asked()).isEqualTo(3);
    }
  }

  @Test
  void start_somebodyWaits_comesBeforeWhatNobodyWaitsFor() {
    try (var limited = new LimitedWorld(ProviderLimits.NONE.withLiveTokens(2))) {
      limited.world.loggedIn(ADA).loggedIn(BOB);
      limited.keeper.accessToken(ADA);
      limited.keeper.accessToken(BOB);
      limited.keeper.start();
      limited.other.start();
      limited.time.advance(Duration.ofMinutes(4));
      assertHeldFor(MINUTE, () -> limited.world.loggedIn(EVE));
      limited.time.advance(MINUTE.plusSeconds(1));
      assertThat(limited.refreshes()).isZero();
      limited.world.loggedIn(EVE);
      limited.time.advance(MINUTE);
      assertThat(limited.refreshes()).isEqualTo(1);
    }
  }

  @Test
  void held_manyTimes_isToldOnceUntilItIsOver() {
    try (var limited = new LimitedWorld(TWO_A_MINUTE)) {
      limited.world.adopted(EVE).after(EXPIRED);
      for (int episode = 1; episode <= 2; episode++) {
        limited.world.loggedIn(ADA).loggedIn(BOB);
        for (int i = 0; i < 5; i++) {
          assertHeldFor(Duration.ofSeconds(60 - i * 5), () -> limited.keeper.accessToken(EVE));
          limited.time.advance(Duration.ofSeconds(5));
        }
        assertThat(limited.world.listener.events(QuotaExhausted.class)).hasSize(episode);
        limited.time.advance(Duration.ofMinutes(3));
      }
      var told = limited.world.listener.events(QuotaExhausted.class).get(0);
      assertThat(told.limit()).isEqualTo(ProviderLimits.Kind.REQUESTS);
      assertThat(told.until()).isEqualTo(told.at().plus(MINUTE));
    }
  }

  @Test
  void clientRefused_inOneProcess_theOtherSendsNothingEither() {
    try (var limited = new LimitedWorld(ProviderLimits.NONE, STAYS)) {
      limited.world.loggedIn(ADA).loggedIn(BOB).after(EXPIRED);
      limited.world.endpoint.answer(new Outcome.ClientRefused("invalid_client"));
      assertThatThrownBy(() -> limited.keeper.accessToken(ADA))
          .hasMessageContaining("refuses our application");
      limited.time.advance(Duration.ofSeconds(1));

      assertThatThrownBy(() -> limited.other.accessToken(BOB))
          .isInstanceOf(TokenUnavailableException.class)
          .hasMessageContaining("refuses our application");
      assertThat(limited.refreshes()).isEqualTo(1);
      limited.time.advance(Duration.ofSeconds(30));
      assertThat(limited.other.accessToken(BOB).bearer()).isEqualTo("Bearer at-3");
    }
  }

  static void assertHeldFor(Duration wait, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TokenUnavailableException.class, e -> assertThat(e.retryAfter()).isEqualTo(wait));
  }
}
