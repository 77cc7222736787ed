package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.hibernate.StatelessSession;

/**
 * Sets aside a row that cannot be read, so that it does not hold up the others: for a day, and with
 * all else that it holds untouched, so that newer code can still read it and release it.
 */
final class Quarantine {
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);

  private static final String SET_ASIDE =
      "update AuthorizationRow r set r.status = :status, r.reason = :reason, "
          + "r.reasonSince = :now, r.dueAt = :dueAt, r.revision = r.revision + 1 "
          + "where r.key = :key and r.revision = :revision";

  private Quarantine() {}

  static void setAside(StatelessSession session, AuthorizationRow row, Instant now) {
    int written =
        session
            .createMutationQuery(SET_ASIDE)
            .setParameter("status", Status.QUARANTINED.name())
            .setParameter("reason", FailureKind.UNREADABLE.name())
            .setParameter("now", now.toEpochMilli())
            .setParameter("dueAt", now.plus(LOOK_AGAIN).toEpochMilli())
            .setParameter("key", row.key())
            .setParameter("revision", row.revision())
            .executeUpdate();
    if (written == 1) {
      session.insert(event(row, now));
    }
  }

  /** The status that is overwritten is kept here: it may be what newer code wants back. */
  private static JournalRow event(AuthorizationRow row, Instant now) {
    return JournalRow.from(
        row.key(),
        now,
        LifecycleEvent.Quarantined.class,
        Map.of("reason", FailureKind.UNREADABLE.name(), "status", row.status()));
  }
}
