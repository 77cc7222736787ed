package dev.tokenkeeper.explorer;

import static dev.tokenkeeper.explorer.Fault.CRASH;
import static dev.tokenkeeper.explorer.Fault.LATE;
import static dev.tokenkeeper.explorer.Fault.LOSS;
import static dev.tokenkeeper.explorer.Fault.NOT_SENT;
import static dev.tokenkeeper.explorer.Fault.REAUTHORIZE;
import static dev.tokenkeeper.explorer.Fault.REVOKE;
import static dev.tokenkeeper.explorer.Fault.UNKNOWN;

/** Where each planted bug shows: the run, the check that finds it, and its shortest trace. */
enum Planting {
  SEND_BEFORE_INTENT(Mode.STRICT_FAMILY, Bounds.of(), "I2", 3, ""),
  NO_CAS(Mode.REUSABLE, Bounds.of(CRASH, 1).inTwoSteps(), "I3", 12, ""),
  CAS_ON_LEASE(Mode.GRACE_NEW, Bounds.of(), "I4", 9, ""),
  DROP_LATE_RESULT(Mode.GRACE_NEW, Bounds.of(CRASH, 1, LATE, 1), "I4", 12, ""),
  RETRY_ON_IO_EXCEPTION(Mode.STRICT_FAMILY, Bounds.of(LOSS, 1), "I1", 5, ""),
  CLEAR_INTENT_EARLY(Mode.STRICT_FAMILY, Bounds.of(), "I1", 6, ""),
  CACHE_NOT_DRAINED(Mode.REUSABLE_DIES, Bounds.of().withCaches(), "I5", 6, ""),
  REVOKE_NOT_FENCED(Mode.STRICT_FAMILY, Bounds.of(REVOKE, 1), "I8", 7, ""),
  LOCAL_CLOCK_LEASE(Mode.STRICT_FAMILY, Bounds.of(), "NoOwnReuse", 9, ""),
  IGNORE_PERSIST_FAILURE(Mode.STRICT_FAMILY, Bounds.of(UNKNOWN, 1), "I4", 6, ""),
  RELEASE_FORGETS_DOUBT(Mode.STRICT_FAMILY, Bounds.of(CRASH, 1, LOSS, 1), "I1", 13, ""),
  ATTEMPT_BY_COUNTER(
      Mode.STRICT_FAMILY, Bounds.of(UNKNOWN, 1), "I1", 7, "ids count the row's claims"),
  CLAIM_WITHOUT_REVISION(
      Mode.STRICT_FAMILY,
      Bounds.of(LOSS, 1),
      "I1",
      8,
      "guarded by 'no attempt, same generation' instead of the revision"),
  LAST_ONLY_ONCE(Mode.STRICT_FAMILY, Bounds.of(CRASH, 2), "I7", 9, ""),
  TAKEOVER_AT_DEADLINE(Mode.STRICT_FAMILY, Bounds.of(), "NoOwnReuse", 10, ""),
  UNKNOWN_AS_ACTIVE(Mode.STRICT_FAMILY, Bounds.of(LOSS, 1), "I1", 8, ""),
  WINDOW_FROM_LAST_START(
      Mode.GRACE_SAME, Bounds.of(CRASH, 1, LOSS, 1, LATE, 1), "NoOwnReuse", 13, ""),
  NO_QUIET_PERIOD(Mode.GRACE_SAME, Bounds.of(LATE, 1), "NoOwnReuse", 13, ""),
  STORE_ONLY_IF_ACTIVE(
      Mode.STRICT_REJECT, Bounds.of().without(Assumption.A1B), "I4", 14, "A1b broken"),
  REAUTHORIZATION_BUMPS_GENERATION(
      Mode.STRICT_REJECT, Bounds.of().without(Assumption.A1B), "I7", 14, "A1b broken"),
  ALTERNATE_WITHOUT_EPOCH(Mode.STRICT_FAMILY, Bounds.of(REVOKE, 1), "I8", 7, ""),
  LATE_REVOKED_FROM_MEMORY(Mode.STRICT_FAMILY, Bounds.of(REVOKE, 1, CRASH, 1), "I8", 8, ""),
  REAUTHORIZE_FORGETS_REVOCATION(Mode.STRICT_FAMILY, Bounds.of(REAUTHORIZE, 1), "I8", 2, ""),
  REVOKE_WITHOUT_DRAIN(
      Mode.REUSABLE, Bounds.of(REVOKE, 1).withCaches(), "I8", 3, "the promised instant is now"),
  PUBLISH_BEFORE_COMMIT(Mode.STRICT_FAMILY, Bounds.of().withCaches(), "I5", 6, ""),
  PROMOTE_KEEPS_GENERATION(Mode.GRACE_NEW, Bounds.of(CRASH, 2, LOSS, 1, LATE, 1), "I1", 21, ""),
  LAST_BEFORE_ALTERNATE(
      Mode.GRACE_NEW, Bounds.of(CRASH, 2, LOSS, 1, LATE, 1), "NoOwnReuse", 22, ""),
  ATTEMPT_NUMBER_RESET(
      Mode.STRICT_FAMILY, Bounds.of(REAUTHORIZE, 1, NOT_SENT, 1), "I", 12, "ids begin anew"),
  OLD_REFUSAL_ACCEPTED(
      Mode.STRICT_REJECT, Bounds.of().without(Assumption.A7), "Refused", 13, "A7 broken"),
  REFUSED_REPLAY_ENDS(
      Mode.GRACE_REJECT,
      Bounds.of().without(Assumption.A7, Assumption.A1B),
      "Refused",
      13,
      "A7 and A1b broken"),
  NO_PRE_SEND_READ(
      Mode.STRICT_FAMILY, Bounds.of().without(Assumption.A1B), "Send", 11, "A1b broken"),
  REVOKE_END_AS_READ(Mode.STRICT_FAMILY, Bounds.of(REVOKE, 1).withCaches(), "I8", 11, "");

  static final int MOST = 3_000_000;

  private final Mode mode;
  private final Bounds bounds;
  final String check;
  final int steps;
  final String note;

  Planting(Mode mode, Bounds bounds, String check, int steps, String note) {
    this.mode = mode;
    this.bounds = bounds;
    this.check = check;
    this.steps = steps;
    this.note = note;
  }

  Run run() {
    return new Run(mode, bounds, Plant.valueOf(name()));
  }
}
