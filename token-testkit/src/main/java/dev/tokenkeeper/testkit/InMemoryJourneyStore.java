package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.JourneyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Journeys in memory, in the order in which they were begun, that can be cut off.
 *
 * <p>Share one instance between keepers to play several processes on one database. Safe for use by
 * many threads: each method is one transaction.
 */
public final class InMemoryJourneyStore implements JourneyStore {
  private final Map<String, Journey> journeys = new LinkedHashMap<>();
  private boolean reachable = true;

  /** Creates an empty store. */
  public InMemoryJourneyStore() {}

  /** Cuts the store off, so that every call fails and nothing is read or written, or mends it. */
  public synchronized void reachable(boolean value) {
    reachable = value;
  }

  @Override
  public synchronized boolean begin(Journey journey, int mostOfOne, int most) {
    requirePositive(mostOfOne, most);
    forgetEndedBy(journey.lifetime().issuedAt());
    requireNew(journey.stateHash());
    List<String> waiting = of(journey.authorization());
    List<String> tooMany = waiting.subList(0, Math.max(0, waiting.size() + 1 - mostOfOne));
    if (journeys.size() - tooMany.size() >= most) {
      return false;
    }
    tooMany.forEach(journeys::remove);
    journeys.put(journey.stateHash(), journey);
    return true;
  }

  @Override
  public synchronized Optional<Journey> find(String stateHash) {
    requireReachable();
    return Optional.ofNullable(journeys.get(stateHash));
  }

  @Override
  public synchronized Optional<Journey> findByBrowser(String browserHash) {
    requireReachable();
    return journeys.values().stream()
        .filter(each -> each.browserHash().equals(browserHash))
        .reduce((older, newer) -> newer);
  }

  @Override
  public synchronized boolean take(String stateHash) {
    requireReachable();
    return journeys.remove(stateHash) != null;
  }

  @Override
  public synchronized int forgetEndedBy(Instant instant) {
    requireReachable();
    int before = journeys.size();
    journeys.values().removeIf(each -> each.lifetime().isOver(instant));
    return before - journeys.size();
  }

  private List<String> of(AuthorizationId authorization) {
    return journeys.values().stream()
        .filter(each -> each.authorization().equals(authorization))
        .map(Journey::stateHash)
        .toList();
  }

  private void requireReachable() {
    if (!reachable) {
      throw new StoreException("The store cannot be reached, as it was told", null);
    }
  }

  private void requireNew(String stateHash) {
    if (journeys.containsKey(stateHash)) {
      throw new StoreException("The store holds a journey of this state already", null);
    }
  }

  private static void requirePositive(int mostOfOne, int most) {
    if (mostOfOne < 1 || most < 1) {
      throw new IllegalArgumentException(
          "At least one journey must be allowed, not %d of %d".formatted(mostOfOne, most));
    }
  }
}
