package dev.tokenkeeper.testkit.simulator;

import java.net.URI;

/**
 * A strict local RingCentral: a real HTTP server on loopback with an authorization page, refresh
 * tokens that are spent at once and forgiven for a while, JWT credentials, a rate limit that
 * punishes, and a small API to use the access tokens on.
 *
 * <pre>{@code
 * try (RingCentralSimulator ringCentral =
 *     RingCentralSimulator.builder().clock(clock).account("ada", "secret").start()) {
 *   URI callback = ringCentral.authorize(authorizationUri, "ada");
 *   // ... let your keeper exchange the code, at ringCentral.tokenEndpoint() ...
 *   assertThat(ringCentral.limitExceeded()).isZero();
 * }
 * }</pre>
 *
 * <p>All lifetimes follow the clock that the builder was given; nothing here waits for one to pass.
 * All methods are safe for use by many threads. Source: provider notes, section 6.
 */
public final class RingCentralSimulator implements AutoCloseable {

  /** The client of a simulator whose builder named none. */
  public static final String DEFAULT_CLIENT_ID = "simulator-client";

  /** The secret of {@link #DEFAULT_CLIENT_ID}. */
  public static final String DEFAULT_CLIENT_SECRET = "simulator-secret";

  /** The redirect URI of a simulator whose builder named none; nobody need listen there. */
  public static final URI DEFAULT_REDIRECT_URI =
      URI.create("http://127.0.0.1/callback/ringcentral");

  private final LoopbackServer server;
  private final RingCentralPlatform platform;
  private final Faults faults = new Faults();
  private final Traffic traffic = new Traffic();
  private final RingCentralAdmin admin;
  private final TruthLog truth;

  RingCentralSimulator(RingCentralSettings settings) {
    // Bound first: who cannot have the port must not touch the state file of who has it.
    this.server = new LoopbackServer("ringcentral-simulator", settings.port, settings.threads);
    this.platform = platform(settings);
    this.admin = new RingCentralAdmin(platform);
    this.truth = new TruthLog(platform, traffic);
    server.serve(new FrontDoor(platform, faults, traffic));
  }

  /**
   * Returns a builder with the {@link Profile#SEED} figures, one client, one redirect URI and no
   * account.
   */
  public static RingCentralSimulatorBuilder builder() {
    return new RingCentralSimulatorBuilder();
  }

  /** Returns where it listens: scheme, loopback address and port, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** Returns the page where a user agrees (provider notes, 6.2). */
  public URI authorizationPage() {
    return server.uri(RingCentralPaths.AUTHORIZE);
  }

  /** Returns the token endpoint (provider notes, 6.3). */
  public URI tokenEndpoint() {
    return server.uri(RingCentralPaths.TOKEN);
  }

  /** Returns the endpoint that ends the session of a token (provider notes, 6.8). */
  public URI revocationEndpoint() {
    return server.uri(RingCentralPaths.REVOKE);
  }

  /**
   * Returns the root of the API, {@code /restapi/v1.0}, without a trailing slash; below it there
   * are {@code /account/~/extension/~} and {@code /account/~/call-log}.
   */
  public URI api() {
    return server.uri(RingCentralPaths.API);
  }

  /** Returns what goes wrong on the wire; changeable at any time. */
  public Faults faults() {
    return faults;
  }

  /**
   * Returns the log of what really happened; it may be asked after the end, too. A login is a
   * person's: the exchange of a JWT credential is a {@link TruthKind#MINTED}.
   */
  public TruthLog truth() {
    return truth;
  }

  /** Returns the administrator's hooks. */
  public RingCentralAdmin admin() {
    return admin;
  }

  /**
   * Returns how many requests were read from the socket at the token endpoint, spoilt ones
   * included.
   */
  public long tokenRequests() {
    return traffic.tokenRequests();
  }

  /** Returns how many requests were over the auth limit, or came within its penalty. */
  public long limitExceeded() {
    return platform.atomically(platform.limiter::exceeded);
  }

  /**
   * Plays the browser of a user who logs in and agrees; nothing goes over the wire.
   *
   * @param authorizationUri where the application sends the user: {@link #authorizationPage} with a
   *     query
   * @return where the provider sends the user back to: the redirect URI with {@code code}, {@code
   *     state} and {@code expires_in}, or with the {@code error} of a request that is wrong
   * @throws IllegalArgumentException if there is no such account
   * @throws IllegalStateException if the page answers with an error instead, as it does to an
   *     unknown client or redirect URI
   */
  public URI authorize(URI authorizationUri, String username) {
    return platform.atomically(
        () ->
            new RingCentralBrowser(platform)
                .agree(authorizationUri, username, platform.requirePassword(username)));
  }

  /**
   * Plays the browser of a user who does not agree; nothing goes over the wire.
   *
   * @return the redirect URI with {@code error=access_denied}
   * @throws IllegalStateException as {@link #authorize} does
   */
  public URI deny(URI authorizationUri) {
    return platform.atomically(() -> new RingCentralBrowser(platform).deny(authorizationUri));
  }

  /** Stops at once: requests in process lose their answer. The state file, if any, is kept. */
  @Override
  public void close() {
    server.close();
    platform.close();
  }

  private RingCentralPlatform platform(RingCentralSettings settings) {
    try {
      return new RingCentralPlatform(settings);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
