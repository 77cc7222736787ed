package dev.tokenkeeper.explorer;

import static dev.tokenkeeper.explorer.Fault.CRASH;
import static dev.tokenkeeper.explorer.Fault.LATE;
import static dev.tokenkeeper.explorer.Fault.LOSS;
import static dev.tokenkeeper.explorer.Fault.NOT_SENT;
import static dev.tokenkeeper.explorer.Fault.REAUTHORIZE;
import static dev.tokenkeeper.explorer.Fault.REVOKE;
import static dev.tokenkeeper.explorer.Fault.UNKNOWN;

import java.util.EnumSet;
import java.util.Set;

/** Which faults are let loose together. */
enum Column {
  CRASHES(Bounds.of(CRASH, 2, LOSS, 2, LATE, 1)),
  UNKNOWN_WRITES(Bounds.of(CRASH, 1, LOSS, 1, UNKNOWN, 1, NOT_SENT, 1).upTo(1)),
  COMINGS_AND_GOINGS(Bounds.of(CRASH, 1, LOSS, 1, REVOKE, 1, REAUTHORIZE, 1).upTo(1)),
  LATE_AND_UNKNOWN(Bounds.of(LATE, 1, UNKNOWN, 1, REVOKE, 1, REAUTHORIZE, 1).upTo(1)),
  /** Answers, too, are computed and written at two moments. */
  TWO_STEPS(Bounds.of(CRASH, 1, LOSS, 1, LATE, 1).inTwoSteps().upTo(1)),
  CACHES(Bounds.of(CRASH, 1, REVOKE, 1).withCaches()),
  WITHOUT_A1(Bounds.of(CRASH, 1, LOSS, 1).without(Assumption.A1, Assumption.A7).upTo(1)),
  WITHOUT_A1B(Bounds.of(CRASH, 1, LOSS, 1).without(Assumption.A1B).upTo(1)),
  /** Everything at once; stopped where there is no end. */
  TOGETHER(Bounds.of(CRASH, 2, LOSS, 2, LATE, 1, UNKNOWN, 1, REVOKE, 1, REAUTHORIZE, 1).upTo(1));

  /** Those that come to an end only after millions of states. */
  static final Set<Column> LONG =
      EnumSet.of(UNKNOWN_WRITES, COMINGS_AND_GOINGS, LATE_AND_UNKNOWN, CACHES);

  final Bounds bounds;

  Column(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Rare rules take part in the first column only, caches only where tokens die. */
  Set<Mode> modes() {
    Set<Mode> dying = EnumSet.of(Mode.REUSABLE_DIES, Mode.STRICT_DIES, Mode.GRACE_DIES);
    if (bounds.caches()) {
      return dying;
    }
    Set<Mode> modes = EnumSet.allOf(Mode.class);
    modes.removeAll(dying);
    if (this != CRASHES) {
      modes.removeAll(EnumSet.of(Mode.GRACE_REJECT, Mode.STRICT_T_MAX));
    }
    return modes;
  }
}
