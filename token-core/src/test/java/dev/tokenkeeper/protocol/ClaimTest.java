package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.LOGIN;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.TIMING;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.answer;
import static dev.tokenkeeper.protocol.Rows.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** WriteAhead, SingleSend, and when a doubtful row may be sent again (protocol.md 1.3). */
class ClaimTest {
  private static final Instant LATER = T0.plusSeconds(210);
  private static final Instant DEADLINE = LATER.plus(TIMING.attempt());
  private static final Instant SETTLE = DEADLINE.plus(TIMING.settleAllowance());

  @Test
  void claim_activeRow_isFirstAndSetsDueToTheFirstTakeover() {
    Authorization row = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    assertThat(attempt(row).kind()).isEqualTo(Attempt.Kind.FIRST);
    assertThat(attempt(row).deadline()).isEqualTo(DEADLINE);
    assertThat(row.dueAt()).isEqualTo(SETTLE);
    assertThat(row.generation()).isZero();
  }

  @Test
  void claim_reusableRow_isDueAtItsDeadline() {
    assertThat(claimed(active(Rows.REUSABLE), Rows.REUSABLE, "a", LATER).dueAt())
        .isEqualTo(DEADLINE);
    assertThat(claimed(active(Rows.ASTRA), Rows.ASTRA, "a", LATER).dueAt()).isEqualTo(SETTLE);
    assertThat(claimed(active(Rows.GRACE), Rows.GRACE, "a", LATER).dueAt()).isEqualTo(DEADLINE);
  }

  @Test
  void claim_whileAnotherIsOpen_changesNothing() {
    Authorization row = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    assertThat(permitted(row, Rows.STRICT, LATER.plusSeconds(1))).isFalse();
  }

  @Test
  void claim_beforeNotBefore_changesNothingEvenIfForced() {
    Authorization first = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    Authorization row = answer(first, "a", LATER).on(first, Rows.STRICT, LATER).after();
    assertThat(permitted(row, Rows.STRICT, LATER.plusMillis(999))).isFalse();
    assertThat(permitted(row, Rows.STRICT, LATER.plusSeconds(1))).isTrue();
  }

  @Test
  void claim_strictRowWhoseOwnerDied_waitsForSettleThenSendsLast() {
    Authorization row = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    assertThat(permitted(row, Rows.STRICT, DEADLINE)).isFalse();
    assertThat(permitted(row, Rows.STRICT, SETTLE.minusMillis(1))).isFalse();
    Authorization taken = claimed(row, Rows.STRICT, "b", SETTLE);
    assertThat(attempt(taken).kind()).isEqualTo(Attempt.Kind.LAST);
    assertThat(taken.doubt()).isNotNull();
  }

  @Test
  void claim_strictRowThatWasNeverAnswered_isRepeatedUntilAnAnswerCame() {
    Authorization row = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    Instant at = SETTLE;
    for (int i = 0; i < 5; i++) {
      row = claimed(row, Rows.STRICT, "b" + i, at);
      at = attempt(row).settleAt();
    }
    assertThat(row.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void claim_doubtOlderThanTheLongest_asksAPerson() {
    Authorization row = claimed(active(Rows.STRICT), Rows.STRICT, "a", LATER);
    Instant late = LATER.plus(TIMING.longestDoubt()).plus(Duration.ofMinutes(2));
    Transition step = new Claim("b", "node").on(row, Rows.STRICT, late);
    assertThat(step.after().status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(step.after().reason()).isEqualTo(FailureKind.LOST_ROTATION);
    assertThat(step.after().grant()).isEqualTo(row.grant());
  }

  @Test
  void claim_widerPenalty_isNeverSentAgain() {
    Authorization row = claimed(active(Rows.WIDER), Rows.WIDER, "a", LATER);
    assertThat(permitted(row, Rows.WIDER, DEADLINE)).isFalse();
    Transition step = new Claim("b", "node").on(row, Rows.WIDER, SETTLE);
    assertThat(step.after().status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  @Test
  void claim_reusableRowWhoseOwnerDied_replaysAtTheDeadline() {
    Authorization row = claimed(active(Rows.REUSABLE), Rows.REUSABLE, "a", LATER);
    assertThat(attempt(claimed(row, Rows.REUSABLE, "b", DEADLINE)).kind())
        .isEqualTo(Attempt.Kind.REPLAY);
  }

  @Test
  void claim_reusableRowThatKillsTheOldToken_replaysAtSettleOnly() {
    Authorization row = claimed(active(Rows.ASTRA), Rows.ASTRA, "a", LATER);
    assertThat(permitted(row, Rows.ASTRA, DEADLINE)).isFalse();
    assertThat(permitted(row, Rows.ASTRA, SETTLE)).isTrue();
  }

  @Test
  void claim_insideTheReplayWindow_replaysAndEndsWithTheWindow() {
    Authorization row = claimed(active(Rows.GRACE), Rows.GRACE, "a", LATER);
    Instant nearEnd = LATER.plus(Duration.ofMinutes(5)).minusSeconds(10);
    Authorization replay = claimed(row, Rows.GRACE, "b", nearEnd);
    assertThat(attempt(replay).kind()).isEqualTo(Attempt.Kind.REPLAY);
    assertThat(attempt(replay).deadline()).isEqualTo(LATER.plus(Duration.ofMinutes(5)));
  }

  @Test
  void claim_secondReplay_countsTheWindowFromTheFirstSend() {
    Authorization row = claimed(active(Rows.GRACE), Rows.GRACE, "a", LATER);
    Authorization replay = claimed(row, Rows.GRACE, "b", DEADLINE);
    Instant outside = LATER.plus(Duration.ofMinutes(5));
    Authorization after = claimed(replay, Rows.GRACE, "c", outside.plusSeconds(60));
    assertThat(attempt(after).kind()).isEqualTo(Attempt.Kind.LAST);
  }

  @Test
  void claim_doubtWithAStoredLogin_logsInAtTheDeadline() {
    Authorization row = claimed(active(Rows.STRICT, LOGIN), Rows.STRICT, "a", LATER);
    assertThat(row.dueAt()).isEqualTo(DEADLINE);
    Authorization taken = claimed(row, Rows.STRICT, "b", DEADLINE);
    assertThat(attempt(taken).purpose()).isEqualTo(Attempt.Purpose.LOGIN);
  }

  @Test
  void claim_refusedLogin_isNeverSentAgain() {
    Authorization row = active(Rows.STRICT, LOGIN.asRefused());
    Instant expired = T0.plus(Duration.ofMinutes(31));
    assertThat(attempt(claimed(row, Rows.STRICT, "a", expired)).purpose())
        .isEqualTo(Attempt.Purpose.REFRESH);
  }

  @Test
  void claim_refreshTokenPastItsEnd_logsInWhereItCan() {
    Instant expired = T0.plus(Duration.ofMinutes(30));
    assertThat(attempt(claimed(active(Rows.STRICT, LOGIN), Rows.STRICT, "a", expired)).purpose())
        .isEqualTo(Attempt.Purpose.LOGIN);
    assertThat(attempt(claimed(active(Rows.STRICT), Rows.STRICT, "a", expired)).purpose())
        .isEqualTo(Attempt.Purpose.REFRESH);
  }

  @Test
  void claim_sessionTooShortForAWholeAccessToken_logsIn() {
    Authorization first = claimed(active(Rows.STRICT, LOGIN), Rows.STRICT, "a", LATER);
    Instant nearEnd = T0.plus(Duration.ofHours(12)).minusSeconds(89);
    Authorization row = answer(first, "a", nearEnd).on(first, Rows.STRICT, nearEnd).after();
    assertThat(attempt(claimed(row, Rows.STRICT, "b", nearEnd.plusSeconds(1))).purpose())
        .isEqualTo(Attempt.Purpose.LOGIN);
  }

  private static boolean permitted(Authorization row, ProviderProfile profile, Instant at) {
    Attempt attempt = new Claim("permitted", "node").on(row, profile, at).after().attempt();
    return attempt != null && attempt.id().equals("permitted");
  }

  private static Attempt attempt(Authorization row) {
    Attempt attempt = row.attempt();
    assertThat(attempt).isNotNull();
    return attempt;
  }
}
