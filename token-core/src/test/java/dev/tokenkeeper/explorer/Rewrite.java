package dev.tokenkeeper.explorer;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of a row that the product does not offer; planted bugs are made of them. */
final class Rewrite {
  private Rewrite() {}

  static Authorization.Builder of(Authorization row) {
    return Authorization.builder(row.id())
        .epoch(row.epoch())
        .generation(row.generation())
        .revision(row.revision())
        .status(row.status())
        .grant(row.grant())
        .login(row.login())
        .attributes(row.attributes())
        .prepared(row.prepared())
        .attempt(row.attempt())
        .doubt(row.doubt())
        .notBefore(row.notBefore())
        .lastCommittedAttempt(row.lastCommittedAttempt())
        .failure(row.failure())
        .reason(row.reason(), row.reasonSince())
        .lastUsedAt(row.lastUsedAt())
        .lastRevokedEpoch(row.lastRevokedEpoch())
        .drainAt(row.drainAt())
        .dueAt(row.dueAt())
        .spares(row.spares());
  }

  static Transition after(Transition step, UnaryOperator<Authorization.Builder> change) {
    if (!step.changes()) {
      return step;
    }
    return new Transition(step.before(), change.apply(of(step.after())).build(), step.events());
  }

  /** The same row, whose open attempt and doubt seem to settle at the attempt's deadline. */
  static Authorization settledAtDeadline(Authorization row) {
    Attempt open = row.attempt();
    Instant at = open == null ? Instant.EPOCH : open.deadline();
    Authorization.Builder next = of(row);
    if (open != null) {
      next.attempt(
          new Attempt(
              open.id(), open.owner(), open.kind(), open.purpose(), open.startedAt(), at, at));
    }
    Doubt doubt = row.doubt();
    if (doubt != null) {
      next.doubt(new Doubt(doubt.since(), open == null ? doubt.since() : at, doubt.refused()));
    }
    return next.build();
  }

  static Authorization withoutAlternates(Authorization row) {
    return of(row).spares(without(row.spares())).build();
  }

  private static List<Spare> without(List<Spare> spares) {
    return spares.stream().filter(s -> s.purpose() != Spare.Purpose.ALTERNATE).toList();
  }
}
