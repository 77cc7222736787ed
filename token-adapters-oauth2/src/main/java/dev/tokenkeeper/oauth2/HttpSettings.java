package dev.tokenkeeper.oauth2;

import java.time.Duration;
import java.util.Objects;

/**
 * The bounds of one HTTP exchange. Immutable.
 *
 * @param connectTimeout how long a connection may take to come about; 1 ms up to {@code
 *     exchangeTimeout}
 * @param exchangeTimeout from the call to the last byte of the answer; 1 ms to 5 min. Must fit into
 *     the attempt's time: see {@link dev.tokenkeeper.domain.Timing#attempt}
 * @param maxBodyBytes the largest answer that is read; 1 KiB to 1 MiB
 * @param publicAddressesOnly whether nothing is sent to a host that has a private address, unless
 *     the host's name itself says that it is this machine. The addresses are looked up before each
 *     exchange; the JDK's client, which cannot be told which one to take, looks them up once more,
 *     as a rule in the JDK's own cache. So a name that changes in between is not caught, and nor is
 *     one that a proxy looks up
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration exchangeTimeout,
    int maxBodyBytes,
    boolean publicAddressesOnly) {

  /** 3 s, 10 s and 256 KiB. */
  public static final HttpSettings DEFAULT =
      new HttpSettings(Duration.ofSeconds(3), Duration.ofSeconds(10), 256 * 1024);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Refuses null; the bounds are judged with all other settings. */
  public HttpSettings {
    Objects.requireNonNull(connectTimeout, "connectTimeout");
    Objects.requireNonNull(exchangeTimeout, "exchangeTimeout");
  }

  /** Makes bounds of an exchange with whatever address. */
  public HttpSettings(Duration connectTimeout, Duration exchangeTimeout, int maxBodyBytes) {
    this(connectTimeout, exchangeTimeout, maxBodyBytes, false);
  }

  void check(Problems problems) {
    problems.unlessWithin("exchangeTimeout", exchangeTimeout, SHORTEST, LONGEST);
    problems.unlessWithin("connectTimeout", connectTimeout, SHORTEST, exchangeTimeout);
    problems.unlessWithin("maxBodyBytes", maxBodyBytes, 1024, 1024 * 1024);
  }
}
