package dev.tokenkeeper.testkit.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a {@link BsnSimulator} is to be like, then starts it.
 *
 * <p>May be used for several simulators, each of which keeps what was said before its start. Not
 * safe for use by several threads. Source of the defaults: provider notes, sections 2 and 5.
 *
 * @see BsnSimulator#builder()
 */
public final class BsnSimulatorBuilder {

  final Map<String, Accounts.Account> accounts = new HashMap<>();
  BsnLifetimes lifetimes = BsnLifetimes.of(Profile.SEED);
  InstantSource clock = InstantSource.system();
  ExpiredStatus expiredStatus = ExpiredStatus.ALTERNATE;
  WrongClientError wrongClientError = WrongClientError.UNAUTHORIZED_CLIENT;
  boolean reuseKillsSession = true;
  boolean refreshTokens = true;
  boolean passwordGrant = true;
  boolean requireNetwork = true;
  int refusedLoginsUntilLock = 5;
  int maxSessionsPerUser = Integer.MAX_VALUE;
  int maxUnexpiredAccessTokens = Integer.MAX_VALUE;
  Duration retryAfterAtCap = Duration.ZERO;
  int truthCapacity = 500_000;
  int port;
  int threads = 32;
  @Nullable Path stateFile;
  Deviation deviation = Deviation.NONE;
  private final List<ClientApplication> clients = new ArrayList<>();
  private final List<Network> networks = new ArrayList<>();

  BsnSimulatorBuilder() {}

  /** Sets the lifetimes of a profile; default {@link Profile#SEED}. */
  public BsnSimulatorBuilder profile(Profile profile) {
    return lifetimes(BsnLifetimes.of(profile));
  }

  /** Sets lifetimes of your own. */
  public BsnSimulatorBuilder lifetimes(BsnLifetimes lifetimes) {
    this.lifetimes = lifetimes;
    return this;
  }

  /** Sets the time by which everything begins and ends; default the system's. */
  public BsnSimulatorBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Adds a confidential client; without any client there is {@link BsnSimulator}'s default. */
  public BsnSimulatorBuilder client(String id, String secret) {
    clients.add(new ClientApplication(id, secret, false));
    return this;
  }

  /** Adds a public client, which sends a {@code client_id} and no secret. */
  public BsnSimulatorBuilder publicClient(String id) {
    clients.add(new ClientApplication(id, "", true));
    return this;
  }

  /** Adds an account with the scopes {@code bsn.api.main bsn.api.self}. */
  public BsnSimulatorBuilder account(String username, String password) {
    return account(username, password, Set.of("bsn.api.main", "bsn.api.self"));
  }

  /** Adds an account with these scopes; a scope covers those below it, {@code a.b} also a.b.c. */
  public BsnSimulatorBuilder account(String username, String password, Set<String> scopes) {
    accounts.put(username, new Accounts.Account(password, scopes));
    return this;
  }

  /** Adds a network that any session may select; without any there is the default one. */
  public BsnSimulatorBuilder network(long id, String name) {
    networks.add(new Network(id, name));
    return this;
  }

  /** Sets how the API refuses an expired access token; default {@link ExpiredStatus#ALTERNATE}. */
  public BsnSimulatorBuilder expiredStatus(ExpiredStatus expiredStatus) {
    this.expiredStatus = expiredStatus;
    return this;
  }

  /** Sets how a wrong client is refused; default {@link WrongClientError#UNAUTHORIZED_CLIENT}. */
  public BsnSimulatorBuilder wrongClientError(WrongClientError wrongClientError) {
    this.wrongClientError = wrongClientError;
    return this;
  }

  /** Sets whether a spent refresh token, presented again, ends its session; default true. */
  public BsnSimulatorBuilder reuseKillsSession(boolean reuseKillsSession) {
    this.reuseKillsSession = reuseKillsSession;
    return this;
  }

  /** Answers without a refresh token; sessions still end after the life that it would have had. */
  public BsnSimulatorBuilder withoutRefreshTokens() {
    this.refreshTokens = false;
    return this;
  }

  /** Refuses the password grant, as announced for 2025 (provider notes, section 2, row 7). */
  public BsnSimulatorBuilder withoutPasswordGrant() {
    this.passwordGrant = false;
    return this;
  }

  /** Sets whether the API asks for a selected network, else 412; default true. */
  public BsnSimulatorBuilder requireNetwork(boolean requireNetwork) {
    this.requireNetwork = requireNetwork;
    return this;
  }

  /** Sets after how many wrong passwords in a row an account is locked; default 5. */
  public BsnSimulatorBuilder refusedLoginsUntilLock(int logins) {
    this.refusedLoginsUntilLock = positive("refusedLoginsUntilLock", logins);
    return this;
  }

  /**
   * Sets how many sessions a user may have with one client, the oldest giving way; default no
   * limit.
   */
  public BsnSimulatorBuilder maxSessionsPerUser(int sessions) {
    this.maxSessionsPerUser = positive("maxSessionsPerUser", sessions);
    return this;
  }

  /** Sets how many unexpired access tokens a client may have, else 429; default no limit. */
  public BsnSimulatorBuilder maxUnexpiredAccessTokens(int tokens) {
    this.maxUnexpiredAccessTokens = positive("maxUnexpiredAccessTokens", tokens);
    return this;
  }

  /** Sets the {@code Retry-After} of that 429, in whole seconds; default none is sent. */
  public BsnSimulatorBuilder retryAfterAtCap(Duration retryAfter) {
    this.retryAfterAtCap = retryAfter;
    return this;
  }

  /**
   * Sets how many entries and token values the truth log keeps; default the newest 500 000 each.
   */
  public BsnSimulatorBuilder truthCapacity(int entries) {
    this.truthCapacity = positive("truthCapacity", entries);
    return this;
  }

  /** Sets the port on loopback; default 0, any free one. */
  public BsnSimulatorBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Sets how many requests are in process at most, the others wait; default 32. */
  public BsnSimulatorBuilder threads(int threads) {
    this.threads = positive("threads", threads);
    return this;
  }

  /**
   * Sets where sessions, hashes of tokens and locks are kept, so that a simulator started later on
   * the same file still knows them; default nowhere.
   *
   * <p>Written at each event and not fsynced: it survives the death of the process, not that of the
   * machine. Passwords and secrets are not in it: the builder must name them again.
   */
  public BsnSimulatorBuilder stateFile(Path stateFile) {
    this.stateFile = stateFile;
    return this;
  }

  /**
   * Starts a simulator.
   *
   * @throws java.io.UncheckedIOException if the port or the state file cannot be used
   * @throws IllegalStateException if the state file does not say what a simulator writes
   */
  public BsnSimulator start() {
    return new BsnSimulator(new BsnSettings(this));
  }

  List<ClientApplication> clientsOrDefault() {
    return clients.isEmpty()
        ? List.of(
            new ClientApplication(
                BsnSimulator.DEFAULT_CLIENT_ID, BsnSimulator.DEFAULT_CLIENT_SECRET, false))
        : List.copyOf(clients);
  }

  List<Network> networksOrDefault() {
    return networks.isEmpty()
        ? List.of(new Network(12345, BsnSimulator.DEFAULT_NETWORK))
        : List.copyOf(networks);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
    return value;
  }
}
