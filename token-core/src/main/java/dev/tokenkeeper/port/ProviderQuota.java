package dev.tokenkeeper.port;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What providers' limits leave us, counted over all processes that share it. A counter has a number
 * of places; whoever wants to send takes one in each counter that concerns him, or none. A place is
 * held until its time: whoever dies with one gives it back by that.
 *
 * <p>All times are the implementation's own clock's, which is the store's. Safe for use by many
 * threads and processes. Contract: {@code ProviderQuotaContract}.
 *
 * <p>Every method throws {@link dev.tokenkeeper.domain.StoreException} if it cannot be reached. The
 * keeper then sends nothing to a provider that has limits, whoever waits: a suspended application
 * costs more than an outage, and where the quota is away, the store is too.
 */
public interface ProviderQuota {

  /** So long after its time a place is kept for those who wait for it. */
  Duration HEAD_START = Duration.ofSeconds(2);

  /**
   * One limit that a request falls under.
   *
   * @param counter whose places they are, unique within the provider; 1 to 400 characters
   * @param most how many places there are; positive
   * @param usually how long a place is held once its outcome is known; nobody is told to wait for
   *     longer, although some places are held for the worst
   * @param heldFor how long a place is held unless {@link #hold} says otherwise: until whatever
   *     could become of the request is over; zero to take none, and only ask whether it is closed
   */
  record Limit(String counter, int most, Duration usually, Duration heldFor) {

    /** Returns one that takes no place. */
    public static Limit asking(String counter) {
      return new Limit(counter, 1, Duration.ZERO, Duration.ZERO);
    }

    /** Refuses a limit without places. */
    public Limit {
      if (most < 1 || heldFor.isNegative()) {
        throw new IllegalArgumentException(
            "A limit needs a place, but %s has %d for %s".formatted(counter, most, heldFor));
      }
    }
  }

  /**
   * No place was to be had.
   *
   * @param counter that has none
   * @param until when it is worth asking again
   */
  record Full(String counter, Instant until) {}

  /** Returns a quota in memory: that of one process. */
  static ProviderQuota ofOneProcess(InstantSource clock) {
    return new OneProcessQuota(clock);
  }

  /**
   * Takes a place under each of the limits, or none at all. Atomic over all processes.
   *
   * @param place random and never used before; where a token comes of it, its attempt's id
   * @param limits at most one per counter, at least one
   * @param urgent whether somebody waits: who is not urgent gets nothing of what one who was has
   *     been refused, until {@link #HEAD_START} after its time
   * @return empty if the places are taken
   */
  Optional<Full> take(String provider, String place, List<Limit> limits, boolean urgent);

  /**
   * Holds a place for so long from now on, taken before or not, and whether or not there is room;
   * zero gives it back.
   *
   * @param times how long, by counter
   */
  void hold(String provider, String place, Map<String, Duration> times);

  /** Gives nobody a place for so long from now on; never shortens an earlier closing. */
  void close(String provider, String counter, Duration time);

  /** Returns the providers whose counter of this name is closed, and until when. */
  Map<String, Instant> closed(String counter);

  /** Forgets what has ended. Without that nothing becomes wrong, only more. */
  void forgetEnded();
}
