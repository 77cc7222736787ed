package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Journey;
import java.time.Instant;
import java.util.Optional;

/**
 * Where journeys wait for their callback, shared by all nodes: one begins here, its callback may
 * arrive there.
 *
 * <p>Safe for use by many threads and processes. Contract: {@code JourneyStoreContract}. Every
 * method throws {@link dev.tokenkeeper.domain.StoreException} if the store fails.
 */
public interface JourneyStore {

  /**
   * Keeps a journey. Those of the same authorization that are too many are forgotten, the oldest
   * first; those that had ended when this one began are forgotten too.
   *
   * @param mostOfOne how many of one authorization may wait, this one included; at least 1
   * @param most how many may wait in all, this one included; at least 1. Calls at the same moment
   *     may go beyond it by one each
   * @return false if it is not kept, nor anything forgotten for it, because there are too many in
   *     all
   * @throws dev.tokenkeeper.domain.StoreException also if its state hash is there already
   */
  boolean begin(Journey journey, int mostOfOne, int most);

  /** Returns the journey of this state, whether or not it has ended. */
  Optional<Journey> find(String stateHash);

  /** Returns the journey that was last begun by this browser, whether or not it has ended. */
  Optional<Journey> findByBrowser(String browserHash);

  /**
   * Takes a journey away. Atomic over all processes: of any number of calls one is answered true.
   *
   * @return whether it was this call that took it
   */
  boolean take(String stateHash);

  /**
   * Forgets the journeys that end at this instant or before.
   *
   * @return how many those were
   */
  int forgetEndedBy(Instant instant);
}
