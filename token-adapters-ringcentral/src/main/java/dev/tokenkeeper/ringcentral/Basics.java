package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.Dialect;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.Problems;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What users and service accounts have in common. Not safe for use by several threads.
 *
 * @param <B> the builder that this is part of
 */
abstract class Basics<B extends Basics<B>> {
  private static final int MOST_REQUESTS = 10_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final ClientSettings client;
  String id;
  private URI server = RingCentralSettings.PLATFORM;
  private @Nullable URI mediaServer;
  private @Nullable Duration accessTokenTtl;
  private @Nullable Duration refreshTokenTtl;
  private @Nullable String endpointId;
  private Duration accessTokenLifetime = Duration.ofHours(24);
  double renewAt = 0.7;
  double jitter = 0.2;
  Timing timing = RingCentralSettings.TIMING;
  private LimitScope limitScope = LimitScope.APPLICATION;
  private Duration retryAfter = Duration.ofSeconds(60);
  private int mostRequests;
  private Duration window = Duration.ofSeconds(60);
  HttpSettings http = HttpSettings.DEFAULT;
  private ResilienceSettings resilience = ResilienceSettings.DEFAULT;

  Basics(String id, ClientSettings client) {
    this.id = id;
    this.client = client;
  }

  abstract B self();

  /** What is asked for in {@code refresh_token_ttl}, given what was set; null not to ask. */
  @Nullable Duration askedOfRefreshTokens(@Nullable Duration set) {
    return set;
  }

  /**
   * The provider's id; default {@code ringcentral}, for service accounts {@code ringcentral-jwt}.
   */
  public B id(String newId) {
    id = newId;
    return self();
  }

  /** Scheme, host and port of the platform; default {@link RingCentralSettings#PLATFORM}. */
  public B server(URI uri) {
    server = uri;
    return self();
  }

  /** A second server to which access tokens may be sent, for media; default null, for none. */
  public B mediaServer(@Nullable URI uri) {
    mediaServer = uri;
    return self();
  }

  /**
   * The life to ask for in {@code access_token_ttl}, 10 min to 24 h; default null, not to ask.
   * RingCentral takes what is too long for the application as not asked.
   */
  public B accessTokenTtl(@Nullable Duration ttl) {
    accessTokenTtl = ttl;
    return self();
  }

  /**
   * The life to ask for in {@code refresh_token_ttl}, 1 s to 30 d. It bounds the session, so it
   * should be no shorter than the access token's. Default null: for users not to ask, for service
   * accounts to ask for the access token's life.
   */
  public B refreshTokenTtl(@Nullable Duration ttl) {
    refreshTokenTtl = ttl;
    return self();
  }

  /** This application's instance, sent as {@code endpoint_id}; default null, to be given one. */
  public B endpointId(@Nullable String newId) {
    endpointId = newId;
    return self();
  }

  /** An access token's life where neither the answer nor we say; default 24 h. */
  public B accessTokenLifetime(Duration lifetime) {
    accessTokenLifetime = lifetime;
    return self();
  }

  /** The part of an access token's life after which it is renewed; default 0.7. */
  public B renewAt(double part) {
    renewAt = part;
    return self();
  }

  /** The part of a wait by which users are spread; default 0.2. */
  public B jitter(double part) {
    jitter = part;
    return self();
  }

  /** The times of an attempt; default {@link RingCentralSettings#TIMING}. */
  public B timing(Timing newTiming) {
    timing = newTiming;
    return self();
  }

  /** Whose token requests RingCentral counts together; default {@code APPLICATION}. */
  public B limitScope(LimitScope scope) {
    limitScope = scope;
    return self();
  }

  /**
   * How long to wait after a 429 that does not say; default 60 s. RingCentral asks for 30 s at
   * least, but a penalty lasts 60 s and begins anew at every request within it.
   */
  public B retryAfter(Duration wait) {
    retryAfter = wait;
    return self();
  }

  /**
   * How many token requests RingCentral takes from those whom {@code limitScope} counts together,
   * over all our processes; 0 requests not to count them, which is the default. RingCentral's guide
   * says 5 in 60 s, in a window that slides (provider notes, 6.7). A 429 holds them back anyway.
   */
  public B authLimit(int requests, Duration perWindow) {
    mostRequests = requests;
    window = perWindow;
    return self();
  }

  /** The bounds of an exchange; default {@link HttpSettings#DEFAULT}. */
  public B http(HttpSettings settings) {
    http = settings;
    return self();
  }

  /**
   * When nobody is let through; default {@link ResilienceSettings#DEFAULT}. Whether a 429 for one
   * is a pause for all is added by {@code limitScope}.
   */
  public B resilience(ResilienceSettings settings) {
    resilience = settings;
    return self();
  }

  final Problems problems(String otherwise) {
    return problems(id, otherwise);
  }

  /** Begins a check of an installation, whose id is the first thing that may be wrong. */
  static Problems problems(String id, String otherwise) {
    boolean fit = ID.matcher(id).matches();
    var problems = new Problems((fit ? id : otherwise) + '.');
    if (!fit) {
      problems.add("id", "is not fit to be a key", "Use letters, digits, '.', '_' or '-'.");
    }
    return problems;
  }

  final void check(Problems problems) {
    boolean fit = platform().check(problems);
    // What is wrong with the server is said once, not again for each of its addresses.
    endpoint(fit ? platform() : new Platform(RingCentralSettings.PLATFORM, null)).check(problems);
    checkAsked(problems);
    problems.unlessPositive("accessTokenLifetime", accessTokenLifetime);
    problems.unlessWithin("authLimit", mostRequests, 0, MOST_REQUESTS);
    problems.unlessPositive("authLimit", window);
    if (!(renewAt > 0 && renewAt < 1)) {
      problems.add("renewAt", "is " + renewAt, "Use a number between 0 and 1.");
    }
    problems.unlessWithin("jitter", jitter, 0, 1);
    if (timing.sendBudget().plus(http.exchangeTimeout()).compareTo(timing.attempt()) > 0) {
      problems.add(
          "exchangeTimeout",
          "does not fit into an attempt of " + timing.attempt(),
          "Make it shorter, or the attempt longer.");
    }
  }

  private void checkAsked(Problems problems) {
    if (accessTokenTtl != null) {
      problems.unlessWithin(
          "accessTokenTtl", accessTokenTtl, Duration.ofMinutes(10), Duration.ofHours(24));
    }
    if (refreshTokenTtl != null) {
      problems.unlessWithin(
          "refreshTokenTtl", refreshTokenTtl, Duration.ofSeconds(1), Duration.ofDays(30));
    }
    if (endpointId != null && endpointId.isBlank()) {
      problems.add("endpointId", "is blank", "Leave it out to be given one.");
    }
  }

  final Platform platform() {
    return new Platform(server, mediaServer);
  }

  final EndpointSettings endpoint() {
    return endpoint(platform());
  }

  final ProviderLimits limits() {
    ProviderLimits.Key key =
        limitScope == LimitScope.APPLICATION
            ? ProviderLimits.Key.PER_APPLICATION
            : ProviderLimits.Key.PER_USER;
    return ProviderLimits.NONE.withRequests(mostRequests, window, key).withPenalty(retryAfter, key);
  }

  final String clientId() {
    return client.id();
  }

  /** An access token's life where the answer does not say: what we asked for is the best guess. */
  final Duration accessTokenLife() {
    return accessTokenTtl == null ? accessTokenLifetime : accessTokenTtl;
  }

  final Duration refreshTokenLife(Duration unasked) {
    return refreshTokenTtl == null ? unasked : refreshTokenTtl;
  }

  private EndpointSettings endpoint(Platform platform) {
    boolean together = limitScope == LimitScope.APPLICATION;
    return EndpointSettings.of(platform.tokenUri(), platform.revocationUri(), client)
        .withDialect(dialect())
        .withHttp(http)
        .withResilience(together ? resilience.pausingWhenThrottled() : resilience);
  }

  private Dialect dialect() {
    return Dialect.STANDARD
        .withExtraParameters(asked())
        .withKeptFields(Set.of(ExtensionOwner.FACT, "endpoint_id"))
        .withErrorAliases(ErrorCodes.IN_OAUTHS_WORDS)
        .withRetryAfter(retryAfter);
  }

  private Map<String, String> asked() {
    Map<String, String> asked = new LinkedHashMap<>();
    if (accessTokenTtl != null) {
      asked.put("access_token_ttl", Long.toString(accessTokenTtl.toSeconds()));
    }
    Duration refresh = askedOfRefreshTokens(refreshTokenTtl);
    if (refresh != null) {
      asked.put("refresh_token_ttl", Long.toString(refresh.toSeconds()));
    }
    if (endpointId != null) {
      asked.put("endpoint_id", endpointId);
    }
    return asked;
  }
}
