package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.LOGIN;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.TIMING;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.answer;
import static dev.tokenkeeper.protocol.Rows.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No row hangs and none spins (protocol.md 6): each hazard, under each rotation rule. */
class LivenessTest {
  private static final Instant SENT = T0.plusSeconds(210);

  /** A window that is over before a request in it has settled. */
  private static final ProviderProfile SHORT_GRACE =
      Rows.profile(
          new Rotation(
              RotationRule.ONE_TIME_WITH_GRACE,
              Duration.ofSeconds(40),
              ReusePenalty.FAMILY,
              OldAccessToken.STAYS_VALID));

  private static final ProviderProfile MINT =
      Rows.profile(
          new Rotation(
              RotationRule.NONE, Duration.ZERO, ReusePenalty.NONE, OldAccessToken.STAYS_VALID));

  private static int number;

  static List<Named<ProviderProfile>> all() {
    return List.of(
        Named.of("STRICT", Rows.STRICT),
        Named.of("REJECT", Rows.REJECT),
        Named.of("WIDER", Rows.WIDER),
        Named.of("REUSABLE", Rows.REUSABLE),
        Named.of("ASTRA", Rows.ASTRA),
        Named.of("GRACE", Rows.GRACE),
        Named.of("SHORT_GRACE", SHORT_GRACE),
        Named.of("MINT", MINT));
  }

  /** Where a refresh of unknown outcome is sent again. */
  static List<Named<ProviderProfile>> sentAgain() {
    return all().stream()
        .filter(each -> !List.of(Rows.WIDER, MINT).contains(each.getPayload()))
        .toList();
  }

  /** Where the first of those may be refused without proving anything. */
  static List<Named<ProviderProfile>> replayed() {
    return sentAgain().stream()
        .filter(each -> !List.of(Rows.STRICT, Rows.REJECT).contains(each.getPayload()))
        .toList();
  }

  /** Where it ends with a person, who is asked once it has lasted too long. */
  static List<Named<ProviderProfile>> givenUp() {
    return sentAgain().stream().filter(each -> !Rows.REUSABLE.equals(each.getPayload())).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void claim_ownerDies_isDueAtTheFirstPermittedStepAndNotBefore(ProviderProfile profile) {
    Authorization row = sent(profile);
    Transition early = claim(row, profile, due(row).minusMillis(1));
    assertThat(early.changes()).isFalse();
    assertThat(resolves(row, profile, due(row))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void claim_nodeNeverReturns_isResolvedAtSettleByAnother(ProviderProfile profile) {
    Authorization row = sent(profile);
    Instant settled = open(row).settleAt();
    Authorization taken = step(row, next(), profile, settled);
    if (Rows.WIDER.equals(profile)) {
      assertThat(taken.status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
      return;
    }
    Authorization done = step(taken, answer(taken, open(taken).id(), settled), profile, settled);
    assertThat(done.generation()).isEqualTo(1);
    assertThat(done.attempt()).isNull();
    assertThat(done.doubt()).isNull();
  }

  @ParameterizedTest
  @MethodSource("sentAgain")
  void released_replayThatWasNotSent_isSentAgainSoonAndNotAtTheRenewal(ProviderProfile profile) {
    Authorization row = sent(profile);
    Authorization taken = step(row, next(), profile, due(row));
    Attempt replay = open(taken);
    Instant now = replay.deadline().minusMillis(100);
    var released = new Released(replay.id(), FailureKind.NOT_SENT, null);
    Authorization after = step(taken, released, profile, now);
    assertThat(after.doubt()).isNotNull();
    assertThat(due(after)).isBefore(now.plus(TIMING.settleAllowance()));
    assertThat(resolves(after, profile, due(after))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("replayed")
  void refused_replay_isDueAtItsOwnSettleAndThenEnds(ProviderProfile profile) {
    Authorization row = sent(profile);
    Authorization taken = step(row, next(), profile, due(row));
    Attempt replay = open(taken);
    Instant now = replay.startedAt().plusSeconds(1);
    Authorization after = step(taken, new Refused(replay.id(), 1, 0), profile, now);
    assertThat(after.dueAt()).isEqualTo(replay.settleAt());
    assertThat(step(after, next(), profile, due(after)).status())
        .isEqualTo(Status.REAUTHORIZATION_REQUIRED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void unanswered_anySend_isDueAtAStepThatIsPermittedByItsSettle(ProviderProfile profile) {
    Authorization row = sent(profile);
    Instant settle = open(row).settleAt();
    for (Instant now : List.of(SENT.plusSeconds(20), open(row).deadline().plusMillis(9_500))) {
      Authorization after = step(row, new Unanswered(open(row).id(), 1, 0), profile, now);
      assertThat(after.dueAt()).isBetween(now, settle);
      assertThat(resolves(after, profile, due(after))).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("sentAgain")
  void granted_byALateOwnerWhileASpareIsPending_isDueForTheSpare(ProviderProfile profile) {
    Authorization row = sent(profile);
    Authorization spared = step(row, tooLate(), profile, SENT);
    Instant now = due(row);
    Authorization taken = step(spared, next(), profile, now);
    Authorization after = step(taken, answer(row, open(row).id(), now), profile, now);
    assertThat(after.generation()).isEqualTo(1);
    assertThat(after.dueAt()).isEqualTo(after.notBefore());
  }

  @ParameterizedTest
  @MethodSource("sentAgain")
  void granted_byALateOwnerWhenItsSuccessorHasStored_isDueToBeVerified(ProviderProfile profile) {
    Authorization row = sent(profile);
    Instant now = due(row);
    Authorization taken = step(row, next(), profile, now);
    Authorization stored = step(taken, answer(taken, open(taken).id(), now), profile, now);
    Instant renewal = due(stored);
    Authorization after = step(stored, answer(row, open(row).id(), SENT), profile, now);
    assertThat(after.spares()).extracting(Spare::purpose).containsOnly(Spare.Purpose.ALTERNATE);
    assertThat(after.dueAt()).isEqualTo(stored.notBefore()).isBefore(renewal);
  }

  @ParameterizedTest
  @MethodSource("all")
  void spareToRevoke_renewalIsADayAway_isDueAtOnceAndUntilItIsRevoked(ProviderProfile profile) {
    Authorization row = active(profile).rearmed(T0.plus(Duration.ofDays(1)));
    Authorization spared = step(row, tooLate(), profile, SENT.minusSeconds(100));
    assertThat(spared.dueAt()).isEqualTo(SENT.minusSeconds(100));
    Authorization untold = step(spared, next(), profile, due(spared));
    assertThat(untold.attempt()).isNull();
    assertThat(due(untold)).isBeforeOrEqualTo(due(spared).plusSeconds(90));
  }

  @ParameterizedTest
  @MethodSource("all")
  void revoked_sparesAreLeft_isDueUntilTheLastIsRevoked(ProviderProfile profile) {
    Authorization row = step(sent(profile), tooLate(), profile, SENT);
    Authorization leaving = step(row, new RevocationRequested(), profile, SENT);
    Authorization left = step(leaving, new Revoked(leaving.epoch(), List.of()), profile, SENT);
    assertThat(left.dueAt()).isEqualTo(SENT);
    Authorization untold = step(left, next(), profile, SENT);
    assertThat(untold.dueAt()).isAfter(SENT);
    var told = new SpareRevoked(untold.spares().get(0), List.of());
    Authorization clean = step(untold, told, profile, due(untold));
    assertThat(step(clean, next(), profile, due(clean)).dueAt()).isNull();
  }

  @ParameterizedTest
  @MethodSource("givenUp")
  void due_neverAnsweredAndOwnersDie_asksAPersonAfterTheLongestDoubt(ProviderProfile profile) {
    assertGivenUp(new Ladder(profile, sent(profile), true));
  }

  @ParameterizedTest
  @MethodSource("givenUp")
  void due_neverAnsweredAndOwnersSaySo_asksAPersonAfterTheLongestDoubt(ProviderProfile profile) {
    assertGivenUp(new Ladder(profile, sent(profile), false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void due_penaltyIsWider_asksAPersonAtSettle(boolean ownersDie) {
    Authorization row = sent(Rows.WIDER);
    var ladder = new Ladder(Rows.WIDER, row, ownersDie);
    ladder.climb();
    assertThat(ladder.row.reason()).isEqualTo(FailureKind.LOST_ROTATION);
    assertThat(ladder.now).isEqualTo(open(row).settleAt());
    assertThat(ladder.steps).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void due_recoversByItself_goesOnWithoutSpinning(boolean ownersDie) {
    Instant until = SENT.plus(TIMING.longestDoubt());
    for (ProviderProfile profile : List.of(Rows.STRICT, Rows.WIDER, Rows.GRACE, MINT)) {
      Authorization row = step(active(profile, LOGIN), next(Instant.MAX), profile, SENT);
      var ladder = new Ladder(profile, row, ownersDie);
      ladder.climb();
      assertThat(ladder.row.status()).isEqualTo(Status.ACTIVE);
      assertThat(ladder.now).isAfter(until);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void due_reusableAndNeverAnswered_goesOnOrEndsWithoutSpinning(boolean ownersDie) {
    var ladder = new Ladder(Rows.REUSABLE, sent(Rows.REUSABLE), ownersDie);
    ladder.climb();
    assertThat(ladder.now).isAfterOrEqualTo(SENT.plus(TIMING.longestDoubt()));
  }

  private static void assertGivenUp(Ladder ladder) {
    ladder.climb();
    assertThat(ladder.row.reason()).isEqualTo(FailureKind.LOST_ROTATION);
    assertThat(ladder.row.dueAt()).isNull();
    assertThat(Duration.between(SENT, ladder.now))
        .isBetween(TIMING.longestDoubt(), TIMING.longestDoubt().plus(TIMING.longestBackoff()));
  }

  /** What a sweeper does, at each time that the row names, while no request is ever answered. */
  private static final class Ladder {
    private final ProviderProfile profile;
    private final boolean ownersDie;
    private Authorization row;
    private Instant now = SENT;
    private int steps;

    Ladder(ProviderProfile profile, Authorization row, boolean ownersDie) {
      this.profile = profile;
      this.row = row;
      this.ownersDie = ownersDie;
    }

    /** Until the row has ended, or a while after a person should have been asked. */
    void climb() {
      Instant until =
          SENT.plus(TIMING.longestDoubt()).plus(TIMING.longestBackoff().multipliedBy(2));
      long most = Duration.between(SENT, until).dividedBy(TIMING.attempt()) + 2;
      while (row.status() == Status.ACTIVE && now.isBefore(until)) {
        giveUp();
        now = Agenda.later(due(row), now);
        row = step(row, next(), profile, now);
        assertThat((long) ++steps).as("spins").isLessThanOrEqualTo(most);
      }
    }

    private void giveUp() {
      if (!ownersDie && row.attempt() != null) {
        now = Agenda.later(now, row.attempt().deadline());
        var unanswered = new Unanswered(row.attempt().id(), row.epoch(), row.generation());
        row = step(row, unanswered, profile, now);
      }
    }
  }

  /**
   * After every statement: a row rests for ever only where nothing can be done without a person,
   * and what is due does something then, or is due strictly later.
   */
  private static void assertArmed(
      Authorization before, Transition step, ProviderProfile profile, Instant now) {
    Authorization after = step.after();
    String what = before + " became " + after;
    if (after.dueAt() == null) {
      assertThat(after.status()).as(what).isIn(Status.REAUTHORIZATION_REQUIRED, Status.REVOKED);
      return;
    }
    Instant at = Agenda.later(after.dueAt(), now);
    Instant then = next().on(after, profile, at).after().dueAt();
    assertThat(resolves(after, profile, at) || then == null || then.isAfter(at))
        .as("spins: " + what)
        .isTrue();
  }

  /** Whether a sweeper sends, promotes a spare or asks a person, rather than waits. */
  private static boolean resolves(Authorization row, ProviderProfile profile, Instant at) {
    Due due = next();
    Authorization after = due.on(row, profile, at).after();
    Attempt open = after.attempt();
    return after.status() != row.status()
        || after.generation() != row.generation()
        || (open != null && open.id().equals(due.attemptId()));
  }

  private static Authorization step(
      Authorization row, Happening happening, ProviderProfile profile, Instant now) {
    Transition step = happening.on(row, profile, now);
    assertArmed(row, step, profile, now);
    return step.after();
  }

  /** Used, due, claimed and sent. */
  private static Authorization sent(ProviderProfile profile) {
    Authorization row = step(active(profile), next(Instant.MAX), profile, SENT);
    assertThat(open(row).kind()).isEqualTo(Attempt.Kind.FIRST);
    return row;
  }

  /** A login that was begun before the row's present epoch. */
  private static Reauthorized tooLate() {
    return new Reauthorized("old", 0, grant(1, 0, T0), null, Map.of(), false, true);
  }

  private static Transition claim(Authorization row, ProviderProfile profile, Instant at) {
    return new Claim("early", "node").on(row, profile, at);
  }

  private static Due next() {
    return new Due("due-" + number++, "another node", null);
  }

  private static Due next(Instant lastUsed) {
    return new Due("due-" + number++, "node", lastUsed);
  }

  private static Instant due(Authorization row) {
    assertThat(row.dueAt()).as(row.toString()).isNotNull();
    return row.dueAt();
  }

  private static Attempt open(Authorization row) {
    assertThat(row.attempt()).as(row.toString()).isNotNull();
    return row.attempt();
  }
}
