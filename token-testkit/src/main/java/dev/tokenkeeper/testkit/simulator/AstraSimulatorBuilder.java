package dev.tokenkeeper.testkit.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what an {@link AstraSimulator} is to be like, then starts it.
 *
 * <p>May be used for several simulators, each of which keeps what was said before its start. Not
 * safe for use by several threads. Source of the defaults: provider notes, sections 1 and 4.
 *
 * @see AstraSimulator#builder()
 */
public final class AstraSimulatorBuilder {

  final Map<String, String> accounts = new HashMap<>();
  AstraLifetimes lifetimes = AstraLifetimes.of(Profile.SEED);
  InstantSource clock = InstantSource.system();
  boolean echoState = true;
  boolean reauthorizeRevokesOld;
  boolean strictRedirectOnRefresh;
  int truthCapacity = 500_000;
  int port;
  int threads = 32;
  @Nullable Path stateFile;
  Deviation deviation = Deviation.NONE;
  private final List<ClientApplication> clients = new ArrayList<>();
  private final List<String> redirectUris = new ArrayList<>();

  AstraSimulatorBuilder() {}

  /**
   * Sets the lifetimes of a profile; both profiles have the same figures, since Astra's documents
   * do not contradict each other.
   */
  public AstraSimulatorBuilder profile(Profile profile) {
    return lifetimes(AstraLifetimes.of(profile));
  }

  /** Sets lifetimes of your own. */
  public AstraSimulatorBuilder lifetimes(AstraLifetimes lifetimes) {
    this.lifetimes = lifetimes;
    return this;
  }

  /** Sets the time by which everything begins and ends; default the system's. */
  public AstraSimulatorBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** Adds a client; without any there is {@link AstraSimulator}'s default. */
  public AstraSimulatorBuilder client(String id, String secret) {
    clients.add(new ClientApplication(id, secret, false));
    return this;
  }

  /** Adds the account of a user; the username is the e-mail address in the API. */
  public AstraSimulatorBuilder account(String username, String password) {
    accounts.put(username, password);
    return this;
  }

  /**
   * Registers a redirect URI for all clients, to be matched exactly; without any there is {@link
   * AstraSimulator}'s default.
   */
  public AstraSimulatorBuilder redirectUri(URI redirectUri) {
    redirectUris.add(redirectUri.toString());
    return this;
  }

  /** Sets whether {@code state} comes back to the redirect URI, which no document says. */
  public AstraSimulatorBuilder echoState(boolean echoState) {
    this.echoState = echoState;
    return this;
  }

  /**
   * Sets whether the exchange of a new code ends the refresh tokens that the user already has with
   * this client, which no document says; default false.
   */
  public AstraSimulatorBuilder reauthorizeRevokesOld(boolean reauthorizeRevokesOld) {
    this.reauthorizeRevokesOld = reauthorizeRevokesOld;
    return this;
  }

  /**
   * Sets whether a refresh must name a registered {@code redirect_uri}; default false. One that is
   * named must be registered in any case.
   */
  public AstraSimulatorBuilder strictRedirectOnRefresh(boolean strictRedirectOnRefresh) {
    this.strictRedirectOnRefresh = strictRedirectOnRefresh;
    return this;
  }

  /**
   * Sets how many entries and token values the truth log keeps; default the newest 500 000 each.
   */
  public AstraSimulatorBuilder truthCapacity(int entries) {
    this.truthCapacity = positive("truthCapacity", entries);
    return this;
  }

  /** Sets the port on loopback; default 0, any free one. */
  public AstraSimulatorBuilder port(int port) {
    this.port = port;
    return this;
  }

  /** Sets how many requests are in process at most, the others wait; default 32. */
  public AstraSimulatorBuilder threads(int threads) {
    this.threads = positive("threads", threads);
    return this;
  }

  /**
   * Sets where hashes of codes and tokens, and UserIntents are kept, so that a simulator started
   * later on the same file still knows them; default nowhere.
   *
   * <p>Written at each event and not fsynced: it survives the death of the process, not that of the
   * machine. Passwords and secrets are not in it: the builder must name them again. Routines are
   * not in it either.
   */
  public AstraSimulatorBuilder stateFile(Path stateFile) {
    this.stateFile = stateFile;
    return this;
  }

  /**
   * Starts a simulator.
   *
   * @throws java.io.UncheckedIOException if the port or the state file cannot be used
   * @throws IllegalStateException if the state file does not say what a simulator writes
   */
  public AstraSimulator start() {
    return new AstraSimulator(new AstraSettings(this));
  }

  List<ClientApplication> clientsOrDefault() {
    return clients.isEmpty()
        ? List.of(
            new ClientApplication(
                AstraSimulator.DEFAULT_CLIENT_ID, AstraSimulator.DEFAULT_CLIENT_SECRET, false))
        : List.copyOf(clients);
  }

  List<String> redirectUrisOrDefault() {
    return redirectUris.isEmpty()
        ? List.of(AstraSimulator.DEFAULT_REDIRECT_URI.toString())
        : List.copyOf(redirectUris);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, not " + value);
    }
    return value;
  }
}
