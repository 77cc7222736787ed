package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.ProviderQuota.Full;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;

/** The statements about counters and their places. */
final class Counters {
  private static final String OF_COUNTER =
      " WHERE counter_name = :counter AND provider = :provider";
  private static final String OF_PLACE = OF_COUNTER + " AND place = :place";

  private static final String LOCK =
      "UPDATE tokenkeeper_quota SET revision = revision + 1" + OF_COUNTER;
  private static final String ADD =
      "INSERT INTO tokenkeeper_quota (counter_name, provider, revision, closed_until, kept_until, "
          + "ends_at) VALUES (:counter, :provider, 1, 0, 0, 0)";
  private static final String CLOSE =
      "UPDATE tokenkeeper_quota SET closed_until = GREATEST(closed_until, :until), "
          + "ends_at = GREATEST(ends_at, :until)"
          + OF_COUNTER;
  private static final String KEEP = CLOSE.replace("closed_until", "kept_until");
  private static final String TIMES =
      "SELECT closed_until, kept_until FROM tokenkeeper_quota" + OF_COUNTER;
  private static final String CLOSED =
      "SELECT provider, closed_until FROM tokenkeeper_quota "
          + "WHERE counter_name = :counter AND closed_until > :now";

  private static final String LAST_PLACES =
      "SELECT ends_at FROM tokenkeeper_quota_place"
          + OF_COUNTER
          + " AND ends_at > :now ORDER BY ends_at DESC";
  private static final String PROLONG =
      "UPDATE tokenkeeper_quota_place SET ends_at = :until" + OF_PLACE;
  private static final String INSERT =
      "INSERT INTO tokenkeeper_quota_place (counter_name, provider, place, ends_at) "
          + "VALUES (:counter, :provider, :place, :until)";
  private static final String GIVE_BACK = "DELETE FROM tokenkeeper_quota_place" + OF_PLACE;

  static final List<String> FORGET =
      List.of(
          "DELETE FROM tokenkeeper_quota WHERE ends_at <= :now",
          "DELETE FROM tokenkeeper_quota_place WHERE ends_at <= :now");

  private final Rows rows;

  Counters(Database database) {
    this.rows = new Rows(database);
  }

  Instant now(StatelessSession session) {
    return rows.now(session);
  }

  /** Until the end of the transaction no other gives places of this counter. */
  void lock(StatelessSession session, String provider, String counter) {
    if (of(session, LOCK, provider, counter).executeUpdate() == 0) {
      add(session, provider, counter);
    }
  }

  /** Another's at the same moment is a lost race for a key, and the step is done again. */
  private static void add(StatelessSession session, String provider, String counter) {
    of(session, ADD, provider, counter).executeUpdate();
  }

  /** Says from when on the counter has room; that may be long ago. */
  Full full(StatelessSession session, String provider, Limit limit, boolean urgent, Instant now) {
    long until = limit.heldFor().isZero() ? 0 : roomFrom(session, provider, limit, now);
    List<Object[]> times =
        session
            .createNativeQuery(TIMES, Object[].class)
            .setParameter("counter", limit.counter())
            .setParameter("provider", provider)
            .getResultList();
    for (Object[] each : times) {
      until = Math.max(until, ((Number) each[0]).longValue());
      until = urgent ? until : Math.max(until, ((Number) each[1]).longValue());
    }
    return new Full(limit.counter(), Instant.ofEpochMilli(until));
  }

  private static long roomFrom(
      StatelessSession session, String provider, Limit limit, Instant now) {
    return session
        .createNativeQuery(LAST_PLACES, Long.class)
        .setParameter("counter", limit.counter())
        .setParameter("provider", provider)
        .setParameter("now", now.toEpochMilli())
        .setFirstResult(limit.most() - 1)
        .setMaxResults(1)
        .uniqueResultOptional()
        .map(until -> Math.min(until, now.plus(limit.usually()).toEpochMilli()))
        .orElse(0L);
  }

  void put(
      StatelessSession session,
      String provider,
      String counter,
      String place,
      Instant now,
      Duration time) {
    if (time.isZero()) {
      of(session, GIVE_BACK, provider, counter).setParameter("place", place).executeUpdate();
    } else if (put(session, PROLONG, provider, counter, place, now.plus(time)) == 0) {
      put(session, INSERT, provider, counter, place, now.plus(time));
    }
  }

  private static int put(
      StatelessSession session,
      String sql,
      String provider,
      String counter,
      String place,
      Instant until) {
    return of(session, sql, provider, counter)
        .setParameter("place", place)
        .setParameter("until", until.toEpochMilli())
        .executeUpdate();
  }

  void close(StatelessSession session, String provider, String counter, Instant until) {
    extend(session, CLOSE, provider, counter, until);
  }

  void keep(StatelessSession session, String provider, String counter, Instant until) {
    extend(session, KEEP, provider, counter, until);
  }

  private static void extend(
      StatelessSession session, String sql, String provider, String counter, Instant until) {
    MutationQuery update =
        of(session, sql, provider, counter).setParameter("until", until.toEpochMilli());
    if (update.executeUpdate() == 0) {
      add(session, provider, counter);
      update.executeUpdate();
    }
  }

  Map<String, Instant> closed(StatelessSession session, String counter) {
    List<Object[]> found =
        session
            .createNativeQuery(CLOSED, Object[].class)
            .setParameter("counter", counter)
            .setParameter("now", now(session).toEpochMilli())
            .getResultList();
    Map<String, Instant> closed = new HashMap<>();
    found.forEach(
        row -> closed.put((String) row[0], Instant.ofEpochMilli(((Number) row[1]).longValue())));
    return closed;
  }

  int forget(StatelessSession session, String statement) {
    return session
        .createNativeMutationQuery(statement)
        .setParameter("now", now(session).toEpochMilli())
        .executeUpdate();
  }

  private static MutationQuery of(
      StatelessSession session, String sql, String provider, String counter) {
    return session
        .createNativeMutationQuery(sql)
        .setParameter("counter", counter)
        .setParameter("provider", provider);
  }
}
