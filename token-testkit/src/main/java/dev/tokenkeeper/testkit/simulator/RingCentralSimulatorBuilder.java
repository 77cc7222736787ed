package dev.tokenkeeper.testkit.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link RingCentralSimulator} is to be like, then starts it.
 *
 * <p>May be used for several simulators, each of which keeps what was said before its start. Not
 * safe for use by several threads. Source of the defaults: provider notes, sections 2 and 6.
 *
 * @see RingCentralSimulator#builder()
 */
public final class RingCentralSimulatorBuilder {

  final Map<String, String> accounts = new HashMap<>();
  final Map<String, String> jwts = new HashMap<>();
  RingCentralLifetimes lifetimes = RingCentralLifetimes.of(Profile.SEED);
  RingCentralAuthLimit authLimit = RingCentralAuthLimit.USUAL;
  RingCentralAtSessionCap atSessionCap = RingCentralAtSessionCap.DROP_OLDEST;
  InstantSource clock = InstantSource.system();
  boolean retryAfterHeader = true;
  boolean refreshTokens = true;
  boolean newPairOnReplay;
  boolean bodiesWithErrors = true;
  boolean expiresInOneShort = true;
  boolean enforcePkce;
  int maxSessionsPerUser = 5;
  int truthCapacity = 500_000;
  int port;
  int threads = 32;
  @Nullable Duration absoluteSessionTimeout;
  @Nullable Path stateFile;
  Deviation deviation = Deviation.NONE;
  private final List<ClientApplication> clients = new ArrayList<>();
  private final Set<String> redirectUris = new HashSet<>();

  RingCentralSimulatorBuilder() {}

  /** Sets the lifetimes of a profile; default {@link Profile#SEED}. */
  public RingCentralSimulatorBuilder profile(Profile profile) {
    return lifetimes(RingCentralLifetimes.of(profile));
  }

  /** Sets lifetimes of your own. */
  public RingCentralSimulatorBuilder lifetimes(RingCentralLifetimes lifetimes) {
    this.lifetimes = lifetimes;
    return this;
  }

  /**
   * Sets after how long every session ends, refreshed or not, as a company's administrator may;
   * answers then have a {@code session_expires_in}. Default never.
   */
  public RingCentralSimulatorBuilder absoluteSessionTimeout(Duration timeout) {
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException("timeout must be at least one second, not " + timeout);
    }
    this.absoluteSessionTimeout = timeout;
    return this;
  }

  /** Sets the time by which everything begins and ends; default the system's. */
  public RingCentralSimulatorBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Adds a confidential client; without any client there is {@link RingCentralSimulator}'s. */
  public RingCentralSimulatorBuilder client(String id, String secret) {
    clients.add(new ClientApplication(id, secret, false));
    return this;
  }

  /**
   * Adds a public client, which sends a {@code client_id}, and must not send an {@code
   * Authorization} header.
   */
  public RingCentralSimulatorBuilder publicClient(String id) {
    clients.add(new ClientApplication(id, "", true));
    return this;
  }

  /** Adds the account of a user, who can agree at the authorization page. */
  public RingCentralSimulatorBuilder account(String username, String password) {
    accounts.put(username, password);
    return this;
  }

  /** Adds a JWT credential of a user, with a value of your own, which any client may use. */
  public RingCentralSimulatorBuilder jwt(String username, String value) {
    jwts.put(value, username);
    return this;
  }

  /**
   * Registers a redirect URI of the applications, to be met to the letter; without any there is
   * {@link RingCentralSimulator}'s.
   */
  public RingCentralSimulatorBuilder redirectUri(URI redirectUri) {
    redirectUris.add(redirectUri.toString());
    return this;
  }

  /** Sets whether an authorization without a PKCE challenge is refused; default false. */
  public RingCentralSimulatorBuilder enforcePkce(boolean enforcePkce) {
    this.enforcePkce = enforcePkce;
    return this;
  }

  /**
   * Sets how many requests are granted at the token and revocation endpoints; default 5 in 60 s,
   * then 60 s of penalty, per user and application.
   *
   * @param requests at least 1
   * @param window in which so many are granted, at least 1 s
   * @param penalty for which all are refused after one too many, begun anew by each of them; at
   *     least 1 s
   * @param key whose requests are counted together
   */
  public RingCentralSimulatorBuilder authLimit(
      int requests, Duration window, Duration penalty, RingCentralLimitKey key) {
    this.authLimit = new RingCentralAuthLimit(requests, window, penalty, key);
    return this;
  }

  /** Grants any number of requests, and sends no headers about it. */
  public RingCentralSimulatorBuilder withoutAuthLimit() {
    this.authLimit = RingCentralAuthLimit.NONE;
    return this;
  }

  /** Sets whether a 429 says in {@code Retry-After} how long to wait; default true. */
  public RingCentralSimulatorBuilder retryAfterHeader(boolean retryAfterHeader) {
    this.retryAfterHeader = retryAfterHeader;
    return this;
  }

  /** Sets how many sessions a user may have with one client; default 5. */
  public RingCentralSimulatorBuilder maxSessionsPerUser(int sessions) {
    this.maxSessionsPerUser = positive("maxSessionsPerUser", sessions);
    return this;
  }

  /** Sets what happens beyond that; default {@link RingCentralAtSessionCap#DROP_OLDEST}. */
  public RingCentralSimulatorBuilder atSessionCap(RingCentralAtSessionCap atSessionCap) {
    this.atSessionCap = atSessionCap;
    return this;
  }

  /** Sets the application's switch "issue refresh tokens"; default true, unlike the provider's. */
  public RingCentralSimulatorBuilder issueRefreshTokens(boolean issueRefreshTokens) {
    this.refreshTokens = issueRefreshTokens;
    return this;
  }

  /**
   * Sets what a spent refresh token gets within its grace: a new pair, which kills the present one,
   * or the present one; default false, the present one.
   */
  public RingCentralSimulatorBuilder newPairOnReplay(boolean newPairOnReplay) {
    this.newPairOnReplay = newPairOnReplay;
    return this;
  }

  /**
   * Sets whether the token endpoint's errors have the provider's {@code errors} beside OAuth's own
   * fields, as most of those on record; default true.
   */
  public RingCentralSimulatorBuilder bodiesWithErrors(boolean bodiesWithErrors) {
    this.bodiesWithErrors = bodiesWithErrors;
    return this;
  }

  /** Sets whether answers tell lives one second shorter than they are; default true. */
  public RingCentralSimulatorBuilder expiresInOneShort(boolean expiresInOneShort) {
    this.expiresInOneShort = expiresInOneShort;
    return this;
  }

  /**
   * Sets how many entries and token values the truth log keeps; default the newest 500 000 each.
   */
  public RingCentralSimulatorBuilder truthCapacity(int entries) {
    this.truthCapacity = positive("truthCapacity", entries);
    return this;
  }

  /** Sets the port on loopback; default 0, any free one. */
  public RingCentralSimulatorBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Sets how many requests are in process at most, the others wait; default 32. */
  public RingCentralSimulatorBuilder threads(int threads) {
    this.threads = positive("threads", threads);
    return this;
  }

  /**
   * Sets where sessions, their tokens and JWT credentials are kept, so that a simulator started
   * later on the same file still knows them; default nowhere.
   *
   * <p>Written at each event and not fsynced: it survives the death of the process, not that of the
   * machine. No token, password or secret stands in it: the builder must name the latter again.
   * Codes and penalties are forgotten.
   */
  public RingCentralSimulatorBuilder stateFile(Path stateFile) {
    this.stateFile = stateFile;
    return this;
  }

  /**
   * Starts a simulator.
   *
   * @throws java.io.UncheckedIOException if the port or the state file cannot be used
   * @throws IllegalStateException if the state file does not say what a simulator writes
   */
  public RingCentralSimulator start() {
    return new RingCentralSimulator(new RingCentralSettings(this));
  }

  List<ClientApplication> clientsOrDefault() {
    return clients.isEmpty()
        ? List.of(
            new ClientApplication(
                RingCentralSimulator.DEFAULT_CLIENT_ID,
                RingCentralSimulator.DEFAULT_CLIENT_SECRET,
                false))
        : List.copyOf(clients);
  }

  Set<String> redirectUrisOrDefault() {
    return redirectUris.isEmpty()
        ? Set.of(RingCentralSimulator.DEFAULT_REDIRECT_URI.toString())
        : Set.copyOf(redirectUris);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
    return value;
  }
}
