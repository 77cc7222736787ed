package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Collects what is wrong with settings, so that all of it is reported at once. Belongs to one
 * thread.
 */
public final class Problems {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private final String prefix;
  private final List<Problem> found = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param prefix what stands before the properties' names, for example {@code bsn.}; may be empty
   */
  public Problems(String prefix) {
    this.prefix = prefix;
  }

  /** Returns what was found so far, in the order in which it was found. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the check.
   *
   * @throws ConfigurationException if anything was found
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigurationException(found);
    }
  }

  /**
   * Adds one.
   *
   * @param property without the prefix
   * @param message what is wrong, without secrets
   * @param remedy what to do
   */
  public void add(String property, String message, String remedy) {
    found.add(new Problem(prefix + property, message, remedy));
  }

  /** Adds one unless the value is from {@code least} to {@code most}. */
  public void unlessWithin(String property, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      add(property, "is " + plain(value), "Use " + plain(least) + " to " + plain(most) + ".");
    }
  }

  /** Adds one unless the value is from {@code least} to {@code most}. */
  public void unlessWithin(String property, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      add(property, "is " + value, "Use " + least + " to " + most + ".");
    }
  }

  /** Adds one unless the value is more than zero. */
  public void unlessPositive(String property, Duration value) {
    if (value.isZero() || value.isNegative()) {
      add(property, "is " + value, "Use a positive duration.");
    }
  }

  /**
   * Adds what speaks against sending secrets to an address: anything but https (http to a loopback
   * host), no host, user information, a fragment. The address itself is never repeated: what is
   * wrong with it may be a password in it.
   */
  public void unlessFitForSecrets(String property, URI uri) {
    String host = uri.getHost();
    if (host == null) {
      add(property, "names no host", "Use https://host/path.");
    } else if (!encrypted(uri) && !loopback(uri, host)) {
      add(property, "would send secrets unencrypted", "Use https; http is for loopback hosts.");
    }
    if (uri.getRawUserInfo() != null) {
      add(property, "holds a user name or password", "Remove what stands before the '@'.");
    }
    if (uri.getRawFragment() != null) {
      add(property, "has a fragment", "Remove what follows the '#' (RFC 6749 section 3.2).");
    }
  }

  private static boolean encrypted(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private static boolean loopback(URI uri, String host) {
    return "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
  }

  /** Tells whether a host's name itself says that it is this machine. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
