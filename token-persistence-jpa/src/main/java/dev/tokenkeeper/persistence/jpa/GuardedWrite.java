package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.protocol.Transition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;

/**
 * Writes rows, each under its own guard, and then the events and spares of those whose guard held.
 */
final class GuardedWrite {
  private static final Columns<RowKey> KEY = Columns.of(RowKey.class);
  private static final Columns<AuthorizationRow> FIELDS = Columns.of(AuthorizationRow.class);
  private static final Columns<SpareKey> SPARE_KEY = Columns.of(SpareKey.class);
  private static final Columns<SpareRow> SPARE = Columns.of(SpareRow.class);
  private static final Columns<JournalRow> EVENT = Columns.of(JournalRow.class);

  private static final String UPDATE =
      "UPDATE tokenkeeper_authorization SET %s WHERE %s AND revision = ?"
          .formatted(FIELDS.each("%s = ?", ", "), KEY.each("%s = ?", " AND "));

  private static final String INSERT =
      "INSERT INTO tokenkeeper_authorization (%s, %s) SELECT %s, %s WHERE NOT EXISTS (SELECT 1 FROM tokenkeeper_authorization WHERE %s)"
          .formatted(
              KEY.each("%s", ", "),
              FIELDS.each("%s", ", "),
              KEY.each("?", ", "),
              FIELDS.each("?", ", "),
              KEY.each("%s = ?", " AND "));

  private static final String ADD_EVENT =
      "INSERT INTO tokenkeeper_journal (%s) VALUES (%s)"
          .formatted(EVENT.each("%s", ", "), EVENT.each("?", ", "));

  private static final String DROP_SPARES =
      "DELETE FROM tokenkeeper_spare WHERE " + KEY.each("%s = ?", " AND ");

  private static final String ADD_SPARE =
      "INSERT INTO tokenkeeper_spare (%s, %s) VALUES (%s, %s)"
          .formatted(
              SPARE_KEY.each("%s", ", "),
              SPARE.each("%s", ", "),
              SPARE_KEY.each("?", ", "),
              SPARE.each("?", ", "));

  private final Batch batch = new Batch();

  /** Returns those that were written. All writers lock in the same order: no deadlocks. */
  List<Transition> write(StatelessSession session, List<Transition> changes) {
    List<Transition> ordered =
        changes.stream().sorted(Comparator.comparing(GuardedWrite::key)).toList();
    return session.doReturningWork(connection -> write(connection, ordered));
  }

  private List<Transition> write(Connection connection, List<Transition> ordered) {
    Predicate<Transition> isNew = change -> change.before().isAbsent();
    List<Transition> updates = ordered.stream().filter(isNew.negate()).toList();
    List<Transition> inserts = ordered.stream().filter(isNew).toList();
    List<Transition> written = new ArrayList<>();
    written.addAll(held(connection, UPDATE, updates, GuardedWrite::bindUpdate));
    written.addAll(held(connection, INSERT, inserts, GuardedWrite::bindInsert));
    writeSpares(connection, written);
    writeEvents(connection, written);
    return written;
  }

  private List<Transition> held(
      Connection connection,
      String sql,
      List<Transition> changes,
      Batch.Binding<Transition> binding) {
    int[] counts = batch.counts(connection, sql, changes, binding);
    List<Transition> held = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        held.add(changes.get(i));
      }
    }
    return held;
  }

  private static void bindUpdate(PreparedStatement statement, Transition change)
      throws SQLException {
    int next = FIELDS.bind(statement, 1, row(change));
    next = KEY.bind(statement, next, key(change));
    statement.setLong(next, change.before().revision());
  }

  private static void bindInsert(PreparedStatement statement, Transition change)
      throws SQLException {
    RowKey key = key(change);
    int next = KEY.bind(statement, 1, key);
    next = FIELDS.bind(statement, next, row(change));
    KEY.bind(statement, next, key);
  }

  /** Under the row's guard nobody else changes its spares. */
  private void writeSpares(Connection connection, List<Transition> written) {
    List<Transition> changed =
        written.stream()
            .filter(change -> !change.after().spares().equals(change.before().spares()))
            .toList();
    List<RowKey> emptied =
        changed.stream()
            .filter(change -> !change.before().spares().isEmpty())
            .map(GuardedWrite::key)
            .toList();
    List<SpareRow> rows =
        changed.stream()
            .flatMap(
                change ->
                    kept(change.after()).stream().map(spare -> SpareRow.from(key(change), spare)))
            .toList();
    batch.send(connection, DROP_SPARES, emptied, (statement, key) -> KEY.bind(statement, 1, key));
    batch.send(
        connection,
        ADD_SPARE,
        rows,
        (statement, row) -> SPARE.bind(statement, SPARE_KEY.bind(statement, 1, row.key()), row));
  }

  private void writeEvents(Connection connection, List<Transition> written) {
    List<JournalRow> rows =
        written.stream().flatMap(change -> change.events().stream()).map(JournalRow::from).toList();
    batch.send(connection, ADD_EVENT, rows, (statement, row) -> EVENT.bind(statement, 1, row));
  }

  private static AuthorizationRow row(Transition change) {
    return AuthorizationRow.from(change.after(), kept(change.after()).size());
  }

  private static RowKey key(Transition change) {
    return RowKey.from(change.after().id());
  }

  /** One spare per attempt, whatever the row says. */
  private static Collection<Spare> kept(Authorization row) {
    Map<String, Spare> kept = new LinkedHashMap<>();
    row.spares().forEach(spare -> kept.putIfAbsent(spare.attemptId(), spare));
    return kept.values();
  }
}
