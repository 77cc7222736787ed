package dev.tokenkeeper.testkit;

import static java.util.Comparator.comparing;
import static java.util.Comparator.nullsLast;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, with all guards of a real one, that fails on demand.
 *
 * <p>Share one instance between keepers to play several processes on one database. Safe for use by
 * many threads: each method is one transaction.
 */
public final class InMemoryAuthorizationStore
    implements AuthorizationStore, AuthorizationDirectory {
  private static final Comparator<AuthorizationId> BY_ID =
      comparing(AuthorizationId::tenant)
          .thenComparing(AuthorizationId::provider)
          .thenComparing(AuthorizationId::subject)
          .thenComparing(AuthorizationId::account);
  private static final Comparator<Authorization> LONGEST_DUE_FIRST =
      comparing(Authorization::dueAt, nullsLast(Comparator.<Instant>naturalOrder()))
          .thenComparing(Authorization::id, BY_ID);

  private final InstantSource clock;
  private final NavigableMap<AuthorizationId, Authorization> rows = new TreeMap<>(BY_ID);
  private final NavigableSet<Authorization> byDue = new TreeSet<>(LONGEST_DUE_FIRST);
  private final List<LifecycleEvent> events = new ArrayList<>();
  private @Nullable Failure nextFailure;
  private boolean reachable = true;

  /** How a write fails. To its caller both look the same. */
  public enum Failure {
    /** Nothing was written. */
    BEFORE_WRITE,
    /** Everything was written, but nobody is told so. */
    AFTER_WRITE
  }

  /**
   * Creates an empty store.
   *
   * @param clock the store's own clock, which is the one that counts
   */
  public InMemoryAuthorizationStore(InstantSource clock) {
    this.clock = clock;
  }

  /** Lets the next write, by {@link #apply} or {@link #applyDue}, fail in the given way. */
  public synchronized void failNext(Failure failure) {
    nextFailure = failure;
  }

  /** Cuts the store off, so that every call fails and nothing is read or written, or mends it. */
  public synchronized void reachable(boolean value) {
    reachable = value;
  }

  /** Returns the events that were stored, oldest first. */
  public synchronized List<LifecycleEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public synchronized Optional<Authorization> find(AuthorizationId id) {
    requireReachable();
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized List<Boolean> apply(List<Transition> transitions) {
    requireReachable();
    requireOnePerAuthorization(transitions);
    return write(transitions);
  }

  @Override
  public synchronized List<Transition> applyDue(
      int max, BiFunction<Authorization, Instant, Transition> decide) {
    requireReachable();
    requirePositive(max);
    Instant now = now();
    List<Transition> changes =
        byDue.stream()
            .takeWhile(row -> row.dueAt() != null && !row.dueAt().isAfter(now))
            .limit(max)
            .map(row -> decide.apply(row, now))
            .filter(Transition::changes)
            .toList();
    List<Boolean> written = write(changes);
    return IntStream.range(0, changes.size()).filter(written::get).mapToObj(changes::get).toList();
  }

  @Override
  public Instant now() {
    synchronized (this) {
      requireReachable();
    }
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public synchronized List<Authorization> list(@Nullable AuthorizationId after, int max) {
    requireReachable();
    requirePositive(max);
    var page = after == null ? rows : rows.tailMap(after, false);
    return page.values().stream().limit(max).toList();
  }

  @Override
  public synchronized Map<String, Map<Status, Long>> counts() {
    requireReachable();
    Map<String, Map<Status, Long>> counts = new TreeMap<>();
    for (Authorization row : rows.values()) {
      counts
          .computeIfAbsent(row.id().provider(), provider -> new EnumMap<>(Status.class))
          .merge(row.status(), 1L, Long::sum);
    }
    return counts;
  }

  private List<Boolean> write(List<Transition> transitions) {
    Failure failure = nextFailure;
    nextFailure = null;
    if (failure == Failure.BEFORE_WRITE) {
      throw new StoreException("The store failed, as it was told to", null);
    }
    List<Boolean> written = transitions.stream().map(this::write).toList();
    if (failure == Failure.AFTER_WRITE) {
      throw new StoreException("The store gave no answer, as it was told to", null);
    }
    return written;
  }

  private boolean write(Transition each) {
    if (!each.changes()) {
      return true;
    }
    Authorization stored = rows.get(each.before().id());
    if (each.before().revision() != (stored == null ? 0 : stored.revision())) {
      return false;
    }
    if (stored != null) {
      byDue.remove(stored);
    }
    rows.put(each.after().id(), each.after());
    byDue.add(each.after());
    events.addAll(each.events());
    return true;
  }

  private void requireReachable() {
    if (!reachable) {
      throw new StoreException("The store cannot be reached, as it was told", null);
    }
  }

  private static void requirePositive(int max) {
    if (max <= 0) {
      throw new IllegalArgumentException("At least one row must be asked for, but max was " + max);
    }
  }

  private static void requireOnePerAuthorization(List<Transition> transitions) {
    Set<AuthorizationId> seen = new HashSet<>();
    for (Transition each : transitions) {
      if (!seen.add(each.before().id())) {
        throw new IllegalArgumentException("Two transitions for " + each.before().id());
      }
    }
  }
}
