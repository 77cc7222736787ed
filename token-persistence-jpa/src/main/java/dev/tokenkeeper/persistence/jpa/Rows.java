package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
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

  private final Database database;

  Rows(Database database) {
    this.database = database;
  }

  Optional<Authorization> find(StatelessSession session, RowKey key) {
    @Nullable AuthorizationRow row = session.get(AuthorizationRow.class, key);
    return Optional.ofNullable(row).map(found -> complete(session, found));
  }

  /** Takes and locks rows whose time has come, the longest due first. */
  List<AuthorizationRow> due(StatelessSession session, Instant now, int max) {
    try {
      return session
          .createNativeQuery(database.due(), AuthorizationRow.class)
          .setParameter("now", now.toEpochMilli())
          .setParameter("max", max)
          .getResultList()
          .stream()
          .sorted(Comparator.comparing(row -> Objects.requireNonNull(row.dueAt())))
          .toList();
    } catch (RuntimeException e) {
      throw DatabaseFailure.of(e);
    }
  }

  /** The database's time; inside a transaction it may be that of the first statement. */
  Instant now(StatelessSession session) {
    return Instant.ofEpochMilli(
        session.createNativeQuery(database.now(), Long.class).getSingleResult());
  }

  /**
   * Reads the spares too.
   *
   * @throws dev.tokenkeeper.domain.StoreException if the row cannot be read, and only then
   */
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
    List<SpareRow> spares =
        pairs.stream().filter(pair -> pair[1] != null).map(pair -> (SpareRow) pair[1]).toList();
    return ((AuthorizationRow) pairs.get(0)[0]).toDomain(spares);
  }
}
