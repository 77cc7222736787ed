package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.ProviderQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.StatelessSession;

/**
 * Counters over all processes. Whoever takes places writes the rows of their counters first, so
 * that one after the other does, and in the order of their names; whoever is refused has written
 * nothing.
 */
final class JpaProviderQuota implements ProviderQuota {
  private final Transactions transactions;
  private final Counters counters;

  /** Within a process nobody waits in the database, where a wait for a lock is soon a failure. */
  private final ReentrantLock taking = new ReentrantLock();

  JpaProviderQuota(Transactions transactions, Database database) {
    this.transactions = transactions;
    this.counters = new Counters(database);
  }

  @Override
  public Optional<Full> take(String provider, String place, List<Limit> limits, boolean urgent) {
    List<Limit> ordered = limits.stream().sorted(Comparator.comparing(Limit::counter)).toList();
    List<Full> full =
        transactions.read("ask for a place", session -> full(session, provider, ordered, urgent));
    boolean takesNone = ordered.stream().allMatch(each -> each.heldFor().isZero());
    if (full.isEmpty() && !takesNone) {
      full = taken(provider, place, ordered, urgent);
    }
    Optional<Full> last = full.stream().max(Comparator.comparing(Full::until));
    if (last.isPresent() && urgent) {
      keep(provider, full, last.get().until().plus(HEAD_START));
    }
    return last;
  }

  private List<Full> taken(String provider, String place, List<Limit> limits, boolean urgent) {
    taking.lock();
    try {
      return transactions.write(
          "take a place", session -> take(session, provider, place, limits, urgent));
    } finally {
      taking.unlock();
    }
  }

  private List<Full> take(
      StatelessSession session, String provider, String place, List<Limit> limits, boolean urgent) {
    limits.forEach(each -> counters.lock(session, provider, each.counter()));
    List<Full> full = full(session, provider, limits, urgent);
    if (full.isEmpty()) {
      Instant now = counters.now(session);
      limits.forEach(
          each -> counters.put(session, provider, each.counter(), place, now, each.heldFor()));
    }
    return full;
  }

  private List<Full> full(
      StatelessSession session, String provider, List<Limit> limits, boolean urgent) {
    Instant now = counters.now(session);
    return limits.stream()
        .map(each -> counters.full(session, provider, each, urgent, now))
        .filter(each -> each.until().isAfter(now))
        .toList();
  }

  private void keep(String provider, List<Full> full, Instant until) {
    transactions.write(
        "keep places",
        session -> {
          full.forEach(each -> counters.keep(session, provider, each.counter(), until));
          return full;
        });
  }

  @Override
  public void hold(String provider, String place, Map<String, Duration> times) {
    transactions.write(
        "hold a place",
        session -> {
          Instant now = counters.now(session);
          new TreeMap<>(times)
              .forEach(
                  (counter, time) -> counters.put(session, provider, counter, place, now, time));
          return now;
        });
  }

  @Override
  public void close(String provider, String counter, Duration time) {
    transactions.write(
        "close a counter",
        session -> {
          Instant until = counters.now(session).plus(time);
          counters.close(session, provider, counter, until);
          return until;
        });
  }

  @Override
  public Map<String, Instant> closed(String counter) {
    return transactions.read(
        "read which counters are closed", session -> counters.closed(session, counter));
  }

  @Override
  public void forgetEnded() {
    for (String statement : Counters.FORGET) {
      transactions.write("forget places", session -> counters.forget(session, statement));
    }
  }
}
