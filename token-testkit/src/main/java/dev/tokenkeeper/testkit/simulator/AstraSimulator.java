package dev.tokenkeeper.testkit.simulator;

import java.net.URI;
import java.util.function.Function;

/**
 * A strict local Astra: a real HTTP server on loopback with a login page, a token endpoint whose
 * refresh tokens may be used again, one valid access token per user, and a small API.
 *
 * <pre>{@code
 * try (AstraSimulator astra = AstraSimulator.builder().clock(clock).account("ada", "x").start()) {
 *   // ... your application sends its user to an authorization URI; the user agrees ...
 *   URI callback = astra.authorize(authorizationUri, "ada");
 *   // ... your keeper redeems the code at astra.tokenEndpoint() ...
 *   assertThat(astra.truth().isLive(accessToken)).isTrue();
 * }
 * }</pre>
 *
 * <p>In its {@link TruthLog} each exchange of a code or identity token is a {@link
 * TruthKind#SESSION_STARTED}, each granted refresh a {@link TruthKind#CONSUMED} although the token
 * stays usable, and the detail of a {@link TruthKind#CODE_REFUSED} is one of {@code UNKNOWN},
 * {@code USED}, {@code EXPIRED}, {@code REVOKED}, {@code OTHER_CLIENT} and {@code OTHER_REDIRECT}.
 * There are no sessions otherwise, so none ends, and since using a refresh token again is allowed,
 * none counts as reused.
 *
 * <p>All lifetimes follow the clock that the builder was given; nothing here waits for one to pass.
 * All methods are safe for use by many threads. Source: provider notes, section 4.
 */
public final class AstraSimulator implements AutoCloseable {

  /** The client of a simulator whose builder named none. */
  public static final String DEFAULT_CLIENT_ID = "simulator-client";

  /** The secret of {@link #DEFAULT_CLIENT_ID}. */
  public static final String DEFAULT_CLIENT_SECRET = "simulator-secret";

  /** The redirect URI of a simulator whose builder registered none. */
  public static final URI DEFAULT_REDIRECT_URI = URI.create("http://127.0.0.1/callback/astra");

  private final LoopbackServer server;
  private final AstraSite site;
  private final Faults faults = new Faults();
  private final Traffic traffic = new Traffic();
  private final AstraAdmin admin;
  private final TruthLog truth;

  AstraSimulator(AstraSettings settings) {
    // Bound first: who cannot have the port must not touch the state file of who has it.
    this.server = new LoopbackServer("astra-simulator", settings.port, settings.threads);
    this.site = site(settings);
    this.admin = new AstraAdmin(site);
    this.truth = new TruthLog(site, traffic);
    server.serve(new FrontDoor(site, faults, traffic));
  }

  /** Returns a builder with one client, one redirect URI and no account. */
  public static AstraSimulatorBuilder builder() {
    return new AstraSimulatorBuilder();
  }

  /** Returns where it listens: scheme, loopback address and port, without a trailing slash. */
  public URI baseUri() {
    return server.baseUri();
  }

  /** Returns the token endpoint, {@code /v1/oauth/token} (provider notes, 4.4). */
  public URI tokenEndpoint() {
    return server.uri(AstraPaths.TOKEN);
  }

  /** Returns the page where users agree, {@code /login/oauth/authorize} (provider notes, 4.3). */
  public URI authorizationPage() {
    return server.uri(AstraPaths.AUTHORIZE);
  }

  /** Returns the root of the API, {@code /v1}, without a trailing slash. */
  public URI api() {
    return server.uri(AstraPaths.API);
  }

  /** Returns where a client announces its users, {@code /v1/user_intent} (provider notes, 4.2). */
  public URI userIntents() {
    return server.uri(AstraPaths.USER_INTENT);
  }

  /** Returns where the API-only way begins (provider notes, 4.4). */
  public URI identityVerification() {
    return server.uri(AstraPaths.IDENTITY_VERIFICATION);
  }

  /** Returns where the API-only way gives its tokens; counts as a token endpoint, too. */
  public URI identityToken() {
    return server.uri(AstraPaths.IDENTITY_TOKEN);
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
  public AstraAdmin admin() {
    return admin;
  }

  /**
   * Returns how many requests were read from the socket at the token endpoint, spoilt ones
   * included.
   */
  public long tokenRequests() {
    return traffic.tokenRequests();
  }

  /**
   * Plays the browser of a user who logs in and agrees, without the wire: returns the redirect URI
   * with {@code code} and, if it was given and is echoed, {@code state}.
   *
   * @throws IllegalArgumentException where the page would show an error; for a user without an
   *     account too, unless the UserIntent in the query is theirs
   */
  public URI authorize(URI authorizationUri, String username) {
    return browse(authorizationUri, request -> site.loginPage.agree(request, username));
  }

  /**
   * Plays the browser of a user who refuses: returns the redirect URI with {@code
   * error=access_denied}.
   *
   * @throws IllegalArgumentException where the page would show an error
   */
  public URI deny(URI authorizationUri) {
    return browse(authorizationUri, site.loginPage::deny);
  }

  /** Stops at once: requests in process lose their answer. The state file, if any, is kept. */
  @Override
  public void close() {
    server.close();
    site.close();
  }

  private URI browse(URI uri, Function<Request, String> decision) {
    if (!uri.toString().startsWith(authorizationPage() + "?")) {
      throw new IllegalArgumentException("not on the authorization page: " + uri);
    }
    Request request = new Request("POST", uri.getRawPath(), uri.getRawQuery(), "", "", "", true);
    try {
      return URI.create(site.atomically(() -> decision.apply(request)));
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(refusal.answer().content(), refusal);
    }
  }

  private AstraSite site(AstraSettings settings) {
    try {
      return new AstraSite(settings);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }
}
