package dev.tokenkeeper.testkit.simulator;

import java.net.URI;

/**
 * A strict local BSN.cloud: a real HTTP server on loopback with a Keycloak-like token endpoint,
 * one-time refresh tokens, sessions, and a small API to use the access tokens on.
 *
 * <pre>{@code
 * try (BsnSimulator bsn = BsnSimulator.builder().clock(clock).account("ada", "secret").start()) {
 *   bsn.faults().next(1, Fault.ANSWER_LOST);
 *   // ... point your keeper at bsn.tokenEndpoint() ...
 *   assertThat(bsn.truth().refreshTokenReuses()).isZero();
 * }
 * }</pre>
 *
 * <p>All lifetimes follow the clock that the builder was given; nothing here waits for one to pass.
 * All methods are safe for use by many threads. Source: provider notes, section 5.
 */
public final class BsnSimulator implements AutoCloseable {

  /** The client of a simulator whose builder named none. */
  public static final String DEFAULT_CLIENT_ID = "simulator-client";

  /** The secret of {@link #DEFAULT_CLIENT_ID}. */
  public static final String DEFAULT_CLIENT_SECRET = "simulator-secret";

  /** The network of a simulator whose builder named none; its id is 12345. */
  public static final String DEFAULT_NETWORK = "acme-main";

  private final LoopbackServer server;
  private final Realm realm;
  private final Faults faults = new Faults();
  private final Traffic traffic = new Traffic();
  private final BsnAdmin admin;
  private final TruthLog truth;

  BsnSimulator(BsnSettings settings) {
    // Bound first: who cannot have the port must not touch the state file of who has it.
    this.server = new LoopbackServer("bsn-simulator", settings.port, settings.threads);
    this.realm = realm(settings);
    this.admin = new BsnAdmin(realm);
    this.truth = new TruthLog(realm, traffic);
    server.serve(new FrontDoor(realm, faults, traffic));
  }

  /**
   * Returns a builder with the {@link Profile#SEED} figures, one client, one network and no
   * account.
   */
  public static BsnSimulatorBuilder builder() {
    return new BsnSimulatorBuilder();
  }

  /** Returns where it listens: scheme, loopback address and port, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** Returns the token endpoint (provider notes, 5.1). */
  public URI tokenEndpoint() {
    return server.uri(BsnPaths.TOKEN);
  }

  /** Returns the RFC 7009 revocation endpoint (provider notes, 5.1). */
  public URI revocationEndpoint() {
    return server.uri(BsnPaths.REVOKE);
  }

  /**
   * Returns the endpoint that ends the session of a {@code refresh_token} (provider notes, 5.1).
   */
  public URI logoutEndpoint() {
    return server.uri(BsnPaths.LOGOUT);
  }

  /** Returns the root of the main API, {@code /2022/06/REST}, without a trailing slash. */
  public URI restApi() {
    return server.uri(BsnPaths.REST);
  }

  /** Returns what goes wrong on the wire; changeable at any time. */
  public Faults faults() {
    return faults;
  }

  /** Returns the log of what really happened; it may be asked after the end, too. */
  public TruthLog truth() {
    return truth;
  }

  /** Returns the administrator's hooks. */
  public BsnAdmin admin() {
    return admin;
  }

  /**
   * Returns how many requests were read from the socket at the token endpoint, spoilt ones
   * included.
   */
  public long tokenRequests() {
    return traffic.tokenRequests();
  }

  /** Stops at once: requests in process lose their answer. The state file, if any, is kept. */
  @Override
  public void close() {
    server.close();
    realm.close();
  }

  private Realm realm(BsnSettings settings) {
    try {
      return new Realm(settings);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
