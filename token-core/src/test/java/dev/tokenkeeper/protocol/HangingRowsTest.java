package dev.tokenkeeper.protocol;

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
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that would hang, or be sent for ever, if one rule forgot about another. */
class HangingRowsTest {
  private static final Instant SENT = T0.plusSeconds(210);

  /** Tokens still to be revoked would be forgotten. */
  @Test
  void refused_tokensAreStillToBeRevoked_staysDueForThem() {
    Authorization row = spared(active(STRICT), SENT);
    Authorization sent = claimed(row, STRICT, "a", SENT);
    Authorization after = new Refused("a", 1, 0).on(sent, STRICT, SENT).after();
    assertThat(after.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
    assertThat(after.spares()).hasSize(1);
    assertThat(after.dueAt()).isNotNull();
  }

  /** The alternate may be alive. */
  @Test
  void refused_loginWhileAnAlternateIsKept_triesTheAlternateBeforeAPersonIsAsked() {
    Authorization sent = claimed(active(STRICT, LOGIN), STRICT, "a", SENT);
    Instant at = SENT.plusSeconds(30);
    Authorization login = claimed(sent, STRICT, "b", at);
    Authorization stored = answer(login, "b", at).on(login, STRICT, at).after();
    Authorization late = answer(sent, "a", at).on(stored, STRICT, at).after();
    assertThat(late.spares()).hasSize(1);
    Instant spent = at.plus(Duration.ofMinutes(31));
    Authorization again = claimed(late, STRICT, "c", spent);
    Attempt open = again.attempt();
    assertThat(open).isNotNull();
    assertThat(open.purpose()).isEqualTo(Attempt.Purpose.LOGIN);
    Authorization after = new Refused("c", 1, 1).on(again, STRICT, spent).after();
    assertThat(after.dueAt()).isNotNull();
  }

  /** Its keep-alive may be a day away. */
  @Test
  void due_idleRowWithTokensToRevoke_doesNotSleepUntilTheyAreRevoked() {
    Authorization sent = claimed(active(STRICT), STRICT, "g1", SENT);
    Authorization row = answer(sent, "g1", SENT).on(sent, STRICT, SENT).after();
    Instant renewal = row.dueAt();
    assertThat(renewal).isNotNull();
    Authorization spared = spared(row, renewal);
    Authorization after = new Due("d", "n", null).on(spared, STRICT, renewal).after();
    assertThat(after.attempt()).isNull();
    assertThat(after.dueAt()).isBeforeOrEqualTo(renewal.plusSeconds(90));
  }

  /** Two grants would take each other's place for ever, each promotion with a new T_max. */
  @Test
  void due_neverAnsweredWithAnAlternate_asksAPersonAfterTheLongestDoubt() {
    Authorization row = claimed(active(STRICT), STRICT, "a", SENT);
    row = new LateGrant("late", grant(1, 1, SENT)).on(row, STRICT, SENT).after();
    Instant until = SENT.plus(TIMING.longestDoubt().multipliedBy(3));
    Instant now = SENT;
    int steps = 0;
    while (row.status() == Status.ACTIVE && now.isBefore(until)) {
      Instant due = row.dueAt();
      assertThat(due).isNotNull();
      now = Agenda.later(due, now);
      row = new Due("d" + steps++, "n", Instant.MAX).on(row, STRICT, now).after();
    }
    assertThat(row.status())
        .as("after %s steps: %s", steps, row)
        .isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  /** The renewal would be too late for a takeover. */
  @Test
  void prepared_whileAnAttemptIsOpen_isDueAtTheTakeover() {
    Authorization row =
        new Reauthorized("j", 0, grant(1, 0, T0), null, Map.of(), false, false)
            .on(Authorization.absent(Rows.ADA), STRICT, T0)
            .after();
    Instant lost = T0.plusSeconds(5);
    Authorization sent =
        claimed(new SessionLost(1, 0).on(row, STRICT, lost).after(), STRICT, "a", lost);
    Authorization ready = new Prepared(1, 0).on(sent, STRICT, lost.plusSeconds(1)).after();
    assertThat(ready.attempt()).isNotNull();
    assertThat(ready.dueAt()).isEqualTo(sent.dueAt());
  }

  /** Back-off of earlier failures must not outlast the window. */
  @Test
  void unanswered_afterManyUnsent_isReplayedInsideTheWindow() {
    Authorization row = active(Rows.GRACE);
    Instant now = SENT;
    for (int i = 0; i < 12; i++) {
      Authorization sent = claimed(row, Rows.GRACE, "f" + i, now);
      row = new Released("f" + i, FailureKind.NOT_SENT, null).on(sent, Rows.GRACE, now).after();
      now = row.notBefore();
    }
    Authorization sent = claimed(row, Rows.GRACE, "a", now);
    Authorization after =
        new Unanswered("a", 1, 0).on(sent, Rows.GRACE, now.plusSeconds(20)).after();
    assertThat(after.dueAt()).isBefore(now.plus(Rows.GRACE.rotation().replayWindow()));
  }

  private static Authorization spared(Authorization row, Instant now) {
    return new Reauthorized("old", 0, grant(1, 0, T0), null, Map.of(), false, true)
        .on(row, STRICT, now)
        .after();
  }
}
