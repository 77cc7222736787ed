package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.GRACE;
import static dev.tokenkeeper.protocol.Rows.LOGIN;
import static dev.tokenkeeper.protocol.Rows.STRICT;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.TIMING;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.answer;
import static dev.tokenkeeper.protocol.Rows.claimed;
import static dev.tokenkeeper.protocol.Rows.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Store, Late, Release, Unknown and Refused (protocol.md 1.2). */
class AnswerTest {
  private static final Instant LATER = T0.plusSeconds(210);
  private static final Instant SETTLE = LATER.plus(TIMING.attempt()).plus(TIMING.settleAllowance());
  private final Authorization claimed = claimed(active(STRICT), STRICT, "a", LATER);

  @Test
  void granted_toItsOwnAttempt_isStoredAndTold() {
    Transition step = answer(claimed, "a", LATER).on(claimed, STRICT, LATER);
    assertThat(step.after().generation()).isEqualTo(1);
    assertThat(step.after().attempt()).isNull();
    assertThat(step.after().lastCommittedAttempt()).isEqualTo("a");
    assertThat(step.events()).hasExactlyElementsOfTypes(Renewed.class);
  }

  @Test
  void granted_twice_changesNothingTheSecondTime() {
    Authorization stored = answer(claimed, "a", LATER).on(claimed, STRICT, LATER).after();
    assertThat(answer(claimed, "a", LATER).on(stored, STRICT, LATER).changes()).isFalse();
  }

  @Test
  void granted_whileAnotherAttemptIsOpen_isStoredAndStaysQuietUntilSettle() {
    Authorization taken = claimed(claimed, STRICT, "b", SETTLE);
    Authorization stored = answer(taken, "a", SETTLE).on(taken, STRICT, SETTLE).after();
    assertThat(stored.generation()).isEqualTo(1);
    Attempt other = taken.attempt();
    assertThat(other).isNotNull();
    assertThat(stored.notBefore()).isEqualTo(other.settleAt());
  }

  @Test
  void granted_afterAPersonWasAsked_revivesTheAuthorization() {
    Authorization ended = new Refused("a", 1, 0).on(claimed, STRICT, LATER).after();
    assertThat(ended.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    Authorization revived = answer(claimed, "a", LATER).on(ended, STRICT, LATER).after();
    assertThat(revived.status()).isEqualTo(Status.ACTIVE);
    assertThat(revived.reason()).isNull();
  }

  @Test
  void granted_rowMovedOnInTheSameEpoch_becomesAnAlternate() {
    Authorization taken = claimed(claimed, STRICT, "b", SETTLE);
    Authorization stored = answer(taken, "b", SETTLE).on(taken, STRICT, SETTLE).after();
    Authorization after = answer(claimed, "a", LATER).on(stored, STRICT, SETTLE).after();
    assertThat(after.spares())
        .singleElement()
        .extracting(Spare::purpose)
        .isEqualTo(Spare.Purpose.ALTERNATE);
    assertThat(after.generation()).isEqualTo(1);
    assertThat(answer(claimed, "a", LATER).on(after, STRICT, SETTLE).changes()).isFalse();
  }

  @Test
  void granted_afterARevocation_isKeptOnlyToBeRevoked() {
    Authorization revoking = new RevocationRequested().on(claimed, STRICT, LATER).after();
    Authorization after = answer(claimed, "a", LATER).on(revoking, STRICT, LATER).after();
    assertThat(after.status()).isEqualTo(Status.REVOKING);
    assertThat(after.spares())
        .singleElement()
        .extracting(Spare::purpose)
        .isEqualTo(Spare.Purpose.REVOKE);
    assertThat(after.dueAt()).isEqualTo(LATER);
  }

  @Test
  void released_replayThatWasNotSent_keepsTheDoubt() {
    Authorization taken = claimed(claimed, STRICT, "b", SETTLE);
    Authorization after =
        new Released("b", FailureKind.NOT_SENT, null).on(taken, STRICT, SETTLE).after();
    assertThat(after.attempt()).isNull();
    assertThat(after.doubt()).isEqualTo(taken.doubt());
    assertThat(after.dueAt()).isBefore(SETTLE.plus(TIMING.longestBackoff()));
  }

  @Test
  void released_byAnotherAttempt_changesNothing() {
    assertThat(new Released("x", FailureKind.NOT_SENT, null).on(claimed, STRICT, LATER).changes())
        .isFalse();
  }

  @Test
  void released_providerAsksToWait_waitsThatLongButNotForEver() {
    Authorization after =
        new Released("a", FailureKind.THROTTLED, Duration.ofSeconds(90))
            .on(claimed, STRICT, LATER)
            .after();
    assertThat(after.notBefore()).isEqualTo(LATER.plusSeconds(90));
    assertThat(after.dueAt()).isEqualTo(LATER.plusSeconds(90));
    Authorization absurd =
        new Released("a", FailureKind.THROTTLED, Duration.ofDays(99_999))
            .on(claimed, STRICT, LATER)
            .after();
    assertThat(absurd.notBefore()).isEqualTo(LATER.plus(Duration.ofDays(1)));
  }

  @Test
  void released_aHundredTimes_backsOffToTheCapAndStaysDue() {
    Authorization row = active(STRICT);
    Instant now = LATER;
    for (int i = 0; i < 100; i++) {
      Authorization sent = claimed(row, STRICT, "f" + i, now);
      row = new Released("f" + i, FailureKind.NOT_SENT, null).on(sent, STRICT, now).after();
      assertThat(row.dueAt()).isAfter(now).isBeforeOrEqualTo(now.plus(TIMING.longestBackoff()));
      now = row.notBefore();
    }
    assertThat(row.failure().count()).isEqualTo(100);
    assertThat(row.status()).isEqualTo(Status.ACTIVE);
  }

  /** However often it was tried in vain, a window is not slept through. */
  @Test
  void released_replayInAWindow_isDueAgainWhileThereIsRoomForAWholeOne() {
    Authorization row = active(GRACE);
    Authorization first = claimed(row, GRACE, "a", LATER);
    row = new Unanswered("a", 1, 0).on(first, GRACE, LATER).after();
    Instant end = LATER.plus(GRACE.rotation().replayWindow());
    Instant now = row.notBefore();
    for (int i = 0; now.isBefore(end.minus(TIMING.attempt())); i++) {
      Authorization sent = claimed(row, GRACE, "r" + i, now);
      row = new Released("r" + i, FailureKind.NOT_SENT, null).on(sent, GRACE, now).after();
      assertThat(row.notBefore()).isAfter(now).isEqualTo(row.dueAt());
      now = row.notBefore();
    }
    assertThat(now).isEqualTo(end.minus(TIMING.attempt()));
  }

  @Test
  void unanswered_strictRow_isInDoubtAndDueAtSettle() {
    Authorization after = new Unanswered("a", 1, 0).on(claimed, STRICT, LATER).after();
    assertThat(after.doubt()).isNotNull();
    assertThat(after.dueAt()).isEqualTo(SETTLE);
    assertThat(after.generation()).isZero();
  }

  @Test
  void unanswered_withAStoredLogin_isDueAtOnce() {
    Authorization row = claimed(active(STRICT, LOGIN), STRICT, "a", LATER);
    assertThat(new Unanswered("a", 1, 0).on(row, STRICT, LATER).after().dueAt()).isEqualTo(LATER);
  }

  @Test
  void sessionLost_whileInDoubt_keepsTheDoubtAndItsTurn() {
    Authorization doubtful = new Unanswered("a", 1, 0).on(claimed, STRICT, LATER).after();
    Authorization after = new SessionLost(1, 0).on(doubtful, STRICT, LATER).after();
    assertThat(after.doubt()).isEqualTo(doubtful.doubt());
    assertThat(after.dueAt()).isEqualTo(SETTLE);
  }

  @Test
  void refused_byTheOpenAttempt_asksAPersonAndDeletesNothing() {
    Authorization after = new Refused("a", 1, 0).on(claimed, STRICT, LATER).after();
    assertThat(after.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(after.reason()).isEqualTo(FailureKind.GRANT_REFUSED);
    assertThat(after.grant()).isEqualTo(claimed.grant());
    assertThat(after.generation()).isZero();
    assertThat(after.epoch()).isEqualTo(1);
    assertThat(after.dueAt()).isNull();
  }

  @Test
  void refused_byASupersededAttempt_provesNothing() {
    Authorization taken = claimed(claimed, STRICT, "b", SETTLE);
    assertThat(new Refused("a", 1, 0).on(taken, STRICT, SETTLE).changes()).isFalse();
  }

  @Test
  void refused_withAStoredLogin_isLeftToTheLogin() {
    Authorization row = claimed(active(STRICT, LOGIN), STRICT, "a", LATER);
    Authorization after = new Refused("a", 1, 0).on(row, STRICT, LATER).after();
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
    Attempt next = claimed(after, STRICT, "b", LATER).attempt();
    assertThat(next).isNotNull();
    assertThat(next.purpose()).isEqualTo(Attempt.Purpose.LOGIN);
  }

  @Test
  void refused_andTheLoginCouldNotBeSent_isNotFollowedByTheDeadRefreshToken() {
    Authorization row = claimed(active(STRICT, LOGIN), STRICT, "a", LATER);
    Authorization dead = new Refused("a", 1, 0).on(row, STRICT, LATER).after();
    Authorization login = claimed(dead, STRICT, "b", LATER);
    for (FailureKind kind : new FailureKind[] {FailureKind.THROTTLED, FailureKind.NOT_SENT}) {
      Authorization put = new Released("b", kind, null).on(login, STRICT, LATER).after();
      Attempt next = claimed(put, STRICT, "c", LATER.plusSeconds(10)).attempt();
      assertThat(next).isNotNull();
      assertThat(next.purpose()).isEqualTo(Attempt.Purpose.LOGIN);
    }
  }

  @Test
  void refused_storedLogin_isNeverSentAgain() {
    Authorization row = claimed(active(STRICT, LOGIN), STRICT, "a", LATER);
    Authorization dead = new Refused("a", 1, 0).on(row, STRICT, LATER).after();
    Authorization login = claimed(dead, STRICT, "b", LATER);
    Authorization after = new Refused("b", 1, 0).on(login, STRICT, LATER).after();
    assertThat(after.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(after.reason()).isEqualTo(FailureKind.LOGIN_REFUSED);
    assertThat(after.canLogIn()).isFalse();
  }

  @Test
  void refused_withAnAlternate_promotesItAsANewGeneration() {
    Authorization spared =
        new LateGrant("late", grant(1, 1, LATER)).on(claimed, STRICT, LATER).after();
    Authorization after = new Refused("a", 1, 0).on(spared, STRICT, LATER).after();
    assertThat(after.generation()).isEqualTo(1);
    assertThat(after.grant()).isEqualTo(grant(1, 1, LATER));
    assertThat(after.spares()).isEmpty();
    assertThat(after.dueAt()).isEqualTo(LATER);
  }

  @Test
  void refused_replayInsideTheWindow_waitsForSettleThenEnds() {
    Authorization row = claimed(active(Rows.GRACE), Rows.GRACE, "a", LATER);
    Authorization replay = claimed(row, Rows.GRACE, "b", LATER.plus(TIMING.attempt()));
    Attempt attempt = replay.attempt();
    assertThat(attempt).isNotNull();
    Authorization after =
        new Refused("b", 1, 0).on(replay, Rows.GRACE, LATER.plusSeconds(31)).after();
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
    assertThat(after.dueAt()).isEqualTo(attempt.settleAt());
    Transition end = new Claim("c", "node").on(after, Rows.GRACE, attempt.settleAt());
    assertThat(end.after().status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }
}
