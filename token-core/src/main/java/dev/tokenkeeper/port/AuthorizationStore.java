package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where authorizations live, shared by all nodes. Its clock is the one that counts.
 *
 * <p>An acknowledged write survives the process. Times are kept to the millisecond at least. Safe
 * for use by many threads. Contract: {@code AuthorizationStoreContract}.
 *
 * <p>Every method throws {@link dev.tokenkeeper.domain.StoreException} if the store fails; whether
 * a write was applied is then unknown and must be read back.
 */
public interface AuthorizationStore {

  /**
   * Reads an authorization on the primary, spares included: never older than an acknowledged write.
   *
   * @return empty if nothing is stored under this id
   */
  Optional<Authorization> find(AuthorizationId id);

  /**
   * Writes rows and their events in one transaction, each row under its own guard: the stored
   * revision is still {@code before.revision()} (a row with revision 0 is inserted). A row that
   * lost its guard is left alone, its events too, and does not keep the others from being written.
   *
   * @param transitions at most one per authorization; those that change nothing are answered true
   * @return for each transition, in order, whether it was written
   */
  List<Boolean> apply(List<Transition> transitions);

  /**
   * Takes rows whose {@code dueAt} has come, the longest due first, and writes what {@code decide}
   * makes of each, in one transaction with the reading. A row that another node holds locked is
   * skipped, and one that lost its guard is left out of the answer.
   *
   * @param max how many rows at most, positive
   * @param decide pure; gets the row and the store's time
   * @return what was written; a transition that changes nothing is not
   */
  List<Transition> applyDue(int max, BiFunction<Authorization, Instant, Transition> decide);

  /** Returns the store's time, in whole milliseconds. */
  Instant now();
}
