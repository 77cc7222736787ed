package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.StoreException;
import jakarta.persistence.PersistenceException;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** Runs steps against the database; all of its failures come out as {@link StoreException}. */
final class Transactions {
  private final SessionFactory sessions;

  Transactions(SessionFactory sessions) {
    this.sessions = sessions;
  }

  /**
   * Runs a step in one transaction, and again after a deadlock, a lost race for a key, or a lock
   * that was not to be had.
   *
   * @param what goes on in "The store could not ..."
   * @param step may run several times; what it throws itself comes out as it is
   */
  <T> T write(String what, Function<StatelessSession, T> step) {
    for (int tried = 1; ; tried++) {
      try {
        return sessions.fromStatelessTransaction(step);
      } catch (PersistenceException | DatabaseFailure | IllegalStateException e) {
        DatabaseFailure failure = failure(e);
        if (tried >= failure.mostTries()) {
          throw new StoreException(
              "The store could not %s; whether it was written is unknown until it is read"
                  .formatted(what),
              failure);
        }
      }
    }
  }

  /**
   * Runs a step outside a transaction, so that each statement sees the present. Whatever it throws
   * is the store's failure, a row that makes no sense included.
   */
  <T> T read(String what, Function<StatelessSession, T> step) {
    try {
      return sessions.fromStatelessSession(step);
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException("The store could not " + what, DatabaseFailure.of(e));
    }
  }

  /** An illegal state is Hibernate's only when it has been closed; any other is the step's own. */
  private DatabaseFailure failure(RuntimeException e) {
    if (e instanceof IllegalStateException && sessions.isOpen()) {
      throw e;
    }
    return DatabaseFailure.of(e);
  }
}
