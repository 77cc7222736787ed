package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Spare;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads authorizations, their spares included. */
final class Rows {
  private static final String WITH_SPARES =
      "select r, s from AuthorizationRow r left join SpareRow s on s.key.authorization = r.key "
          + "where r.key = :key order by s.createdAt, s.key.attemptId";

  // With ORDER BY, H2 locks every due row before it takes the first few; so the index gives the
  // order, and only what is taken is locked.
  static final String DUE =
      "SELECT * FROM tokenkeeper_authorization USE INDEX (tokenkeeper_due) WHERE due_at <= :now "
          + "FETCH FIRST :max ROWS ONLY FOR UPDATE SKIP LOCKED";

  private static final String NOW =
      "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)";

  Optional<Authorization> find(StatelessSession session, RowKey key) {
    @Nullable AuthorizationRow row = session.get(AuthorizationRow.class, key);
    return Optional.ofNullable(row).map(found -> complete(session, found));
  }

  /**
   * Takes and locks rows whose time has come, the longest due first. One that cannot be read fails
   * all: it must not go unseen.
   */
  List<Authorization> due(StatelessSession session, Instant now, int max) {
    try {
      return session
          .createNativeQuery(DUE, AuthorizationRow.class)
          .setParameter("now", now.toEpochMilli())
          .setParameter("max", max)
          .getResultList()
          .stream()
          .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.dueAt())))
          .map(row -> complete(session, row))
          .toList();
    } catch (RuntimeException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /** The database's time; inside a transaction it is that of the transaction's first statement. */
  Instant now(StatelessSession session) {
    return Instant.ofEpochMilli(session.createNativeQuery(NOW, Long.class).getSingleResult());
  }

  Authorization complete(StatelessSession session, AuthorizationRow row) {
    return row.hasSpares() ? withSpares(session, row.key()) : row.toDomain(List.of());
  }

  /** One statement, so that row and spares are of the same moment. */
  private static Authorization withSpares(StatelessSession session, RowKey key) {
    List<Object[]> pairs =
        session
            .createSelectionQuery(WITH_SPARES, Object[].class)
            .setParameter("key", key)
            .getResultList();
    List<Spare> spares =
        pairs.stream()
            .filter(pair -> pair[1] != null)
            .map(pair -> ((SpareRow) pair[1]).toDomain())
            .toList();
    return ((AuthorizationRow) pairs.get(0)[0]).toDomain(spares);
  }
}
