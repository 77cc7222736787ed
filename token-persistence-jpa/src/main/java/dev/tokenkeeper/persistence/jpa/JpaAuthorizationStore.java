package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.hibernate.StatelessSession;

/** The store: one guarded statement per row, whole batches in one transaction. */
final class JpaAuthorizationStore implements AuthorizationStore {
  /** What one look has written; the next one is worth while if there was nothing to decide on. */
  private record Taken(List<Transition> written, boolean nothingButUnreadable) {}

  private final Transactions transactions;
  private final Rows rows;
  private final GuardedWrite guarded = new GuardedWrite();

  JpaAuthorizationStore(Transactions transactions, Database database) {
    this.transactions = transactions;
    this.rows = new Rows(database);
  }

  @Override
  public Optional<Authorization> find(AuthorizationId id) {
    return transactions.read(
        "read an authorization", session -> rows.find(session, RowKey.from(id)));
  }

  @Override
  public List<Boolean> apply(List<Transition> transitions) {
    requireOnePerRow(transitions);
    List<Transition> changes = transitions.stream().filter(Transition::changes).toList();
    Set<Transition> written = same(changes.isEmpty() ? List.of() : write(changes));
    return transitions.stream().map(each -> !each.changes() || written.contains(each)).toList();
  }

  private static void requireOnePerRow(List<Transition> transitions) {
    if (transitions.stream().map(each -> each.after().id()).distinct().count()
        < transitions.size()) {
      throw new IllegalArgumentException("A row must not be written twice at once");
    }
  }

  private List<Transition> write(List<Transition> changes) {
    return transactions.write("write authorizations", session -> guarded.write(session, changes));
  }

  @Override
  public List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide) {
    if (max < 1) {
      throw new IllegalArgumentException("At least one row must be asked for, not " + max);
    }
    Taken taken;
    do {
      taken = transactions.write("take what is due", session -> takeDue(session, max, decide));
    } while (taken.nothingButUnreadable());
    return taken.written();
  }

  private Taken takeDue(
      StatelessSession session, int max, BiFunction<Authorization, Instant, Transition> decide) {
    Instant now = rows.now(session);
    List<AuthorizationRow> due = rows.due(session, now, max);
    List<Authorization> readable =
        due.stream().flatMap(row -> orSetAside(session, row, now).stream()).toList();
    List<Transition> changes =
        readable.stream().map(row -> decide.apply(row, now)).filter(Transition::changes).toList();
    Set<Transition> written = same(guarded.write(session, changes));
    return new Taken(
        changes.stream().filter(written::contains).toList(), readable.isEmpty() && !due.isEmpty());
  }

  private Optional<Authorization> orSetAside(
      StatelessSession session, AuthorizationRow row, Instant now) {
    try {
      return Optional.of(rows.complete(session, row));
    } catch (StoreException e) {
      Quarantine.setAside(session, row, now);
      return Optional.empty();
    }
  }

  @Override
  public Instant now() {
    return transactions.read("tell the time", rows::now);
  }

  private static Set<Transition> same(Collection<Transition> transitions) {
    Set<Transition> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(transitions);
    return set;
  }
}
