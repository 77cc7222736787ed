package dev.tokenkeeper.bsn;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.Dialect;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.Problems;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One installation of BSN.cloud: production, a sandbox, or a second application of ours. Immutable;
 * prints no secret.
 *
 * <p>The defaults are the figures of BrightSign's page "Using API Access and Refresh Tokens" in its
 * first version; what an answer says about its tokens wins over all of them.
 *
 * @param id the provider's id
 * @param profile its token rules
 * @param endpoint its token endpoint
 * @param apiUri the main API's base, under which {@code /Self/Session/Network} is
 * @param network the network of authorizations that have no attribute {@code network} of their own;
 *     null to choose none
 * @param storedLogins whether its users may let us keep their login
 * @param origins scheme, host and port of each server that access tokens may be sent to
 * @param maxUnexpiredAccessTokens how many our application may have at once; 0 for any number
 */
public record BsnSettings(
    String id,
    ProviderProfile profile,
    EndpointSettings endpoint,
    URI apiUri,
    @Nullable String network,
    boolean storedLogins,
    Set<URI> origins,
    int maxUnexpiredAccessTokens) {

  /** Keycloak's token endpoint in BrightSign's realm. */
  public static final URI TOKEN_URI =
      URI.create("https://auth.bsn.cloud/realms/bsncloud/protocol/openid-connect/token");

  /** The main API, 2022/06. */
  public static final URI API_URI = URI.create("https://api.bsn.cloud/2022/06/REST");

  private static final int MOST_TOKENS = 1_000_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** How tokens are got. */
  public enum Grant {
    /** A user's credentials, once; then refresh tokens until the session ends. */
    PASSWORD_LIKE_WITH_REFRESH,
    /** Our application's credentials, again for each access token. */
    CLIENT_CREDENTIALS
  }

  /** Refuses what cannot be worked with, all problems at once. */
  public BsnSettings {
    Objects.requireNonNull(profile, "profile");
    origins = Set.copyOf(origins);
    var problems = problems(id);
    check(problems, id, endpoint, apiUri, network);
    origins.forEach(origin -> problems.unlessFitForSecrets("origins", origin));
    problems.unlessWithin("maxUnexpiredAccessTokens", maxUnexpiredAccessTokens, 0, MOST_TOKENS);
    problems.throwIfAny();
  }

  /** Begins with the defaults and our application's credentials. */
  public static Builder builder(String clientId, Secret clientSecret) {
    return builder(ClientSettings.basic(clientId, clientSecret));
  }

  /**
   * The same for an application whose secret changes, as BSN.cloud's do every 180 days, or that
   * proves itself in another way.
   */
  public static Builder builder(ClientSettings client) {
    return new Builder(client);
  }

  /** Returns a new provider made from these settings, with connections of its own. */
  public OAuthProvider provider() {
    var selection =
        new NetworkSelection(new ApiResource(networkUri(apiUri), endpoint.http()), network);
    return OAuthProvider.builder(id, profile, new OAuth2Endpoint(endpoint))
        .preparation(selection)
        .storedLogins(storedLogins)
        .origins(origins)
        .limits(ProviderLimits.NONE.withLiveTokens(maxUnexpiredAccessTokens))
        .build();
  }

  private static URI networkUri(URI apiUri) {
    String base = apiUri.toString();
    return URI.create((base.endsWith("/") ? base : base + '/') + "Self/Session/Network");
  }

  private static Problems problems(String id) {
    return new Problems(ID.matcher(id).matches() ? id + '.' : "bsn.");
  }

  private static void check(
      Problems problems,
      String id,
      EndpointSettings endpoint,
      URI apiUri,
      @Nullable String network) {
    if (!ID.matcher(id).matches()) {
      problems.add("id", "is not fit to be a key", "Use letters, digits, '.', '_' or '-'.");
    }
    endpoint.check(problems);
    problems.unlessFitForSecrets("apiUri", apiUri);
    if (apiUri.getRawQuery() != null) {
      problems.add("apiUri", "has a query", "Remove what follows the '?'.");
    }
    if (network != null && network.isBlank()) {
      problems.add("network", "is blank", "Leave it out to choose none.");
    }
  }

  /** Gathers the settings, each with its default. Not safe for use by several threads. */
  public static final class Builder {
    private final ClientSettings client;
    private String id = "bsn";
    private Grant grant = Grant.PASSWORD_LIKE_WITH_REFRESH;
    private URI tokenUri = TOKEN_URI;
    private boolean revocable = true;
    private @Nullable URI revocationUri;
    private URI apiUri = API_URI;
    private final Set<URI> furtherApis = new LinkedHashSet<>();
    private @Nullable String scope;
    private @Nullable String network;
    private Duration accessTokenLifetime = Duration.ofMinutes(5);
    private Duration refreshTokenLifetime = Duration.ofMinutes(30);
    private Duration sessionLifetime = Duration.ofHours(12);
    private boolean treat403AsExpired = true;
    private ReusePenalty reusePenalty = ReusePenalty.FAMILY;
    private double renewAt = 0.7;
    private Duration keepAlive = Duration.ofMinutes(20);
    private boolean idleMayLapse = true;
    private double jitter = 0.2;
    private Timing timing = Timing.DEFAULT;
    private HttpSettings http = HttpSettings.DEFAULT;
    private ResilienceSettings resilience = ResilienceSettings.DEFAULT;
    private boolean storedLogins = true;
    private int maxUnexpiredAccessTokens;

    private Builder(ClientSettings client) {
      this.client = client;
    }

    /** The provider's id; default {@code bsn}. */
    public Builder id(String newId) {
      id = newId;
      return this;
    }

    /** How tokens are got; default {@code PASSWORD_LIKE_WITH_REFRESH}. */
    public Builder grant(Grant newGrant) {
      grant = newGrant;
      return this;
    }

    /** The token endpoint; default {@link #TOKEN_URI}. */
    public Builder tokenUri(URI uri) {
      tokenUri = uri;
      return this;
    }

    /**
     * The revocation endpoint, or null if there is none. Default is {@code revoke} beside the token
     * endpoint, where Keycloak has it.
     */
    public Builder revocationUri(@Nullable URI uri) {
      revocable = uri != null;
      revocationUri = uri;
      return this;
    }

    /** The main API's base; default {@link #API_URI}. */
    public Builder apiUri(URI uri) {
      apiUri = uri;
      return this;
    }

    /**
     * Adds another API that access tokens may be sent to, for example Remote DWS at {@code
     * https://ws.bsn.cloud} or B-Deploy at {@code https://provision.bsn.cloud}; default none.
     */
    public Builder furtherApi(URI uri) {
      furtherApis.add(uri);
      return this;
    }

    /** The scope asked for at login, space-separated; default null, for what the features give. */
    public Builder scope(@Nullable String newScope) {
      scope = newScope;
      return this;
    }

    /** The network of authorizations without one of their own; default null, to choose none. */
    public Builder network(@Nullable String name) {
      network = name;
      return this;
    }

    /** An access token's life where the answer does not say; default 5 min. */
    public Builder accessTokenLifetime(Duration lifetime) {
      accessTokenLifetime = lifetime;
      return this;
    }

    /** A refresh token's life where the answer does not say; default 30 min. */
    public Builder refreshTokenLifetime(Duration lifetime) {
      refreshTokenLifetime = lifetime;
      return this;
    }

    /** From a login to the end of its session, which no answer says; default 12 h. */
    public Builder sessionLifetime(Duration lifetime) {
      sessionLifetime = lifetime;
      return this;
    }

    /**
     * Whether the API's 403 means a dead token whatever its age, as BrightSign's page says, or only
     * that of a token at its end; default true.
     */
    public Builder treat403AsExpired(boolean always) {
      treat403AsExpired = always;
      return this;
    }

    /** What presenting a spent refresh token costs; default {@code FAMILY}, as with Keycloak. */
    public Builder reusePenalty(ReusePenalty penalty) {
      reusePenalty = penalty;
      return this;
    }

    /** The part of an access token's life after which it is renewed if in use; default 0.7. */
    public Builder renewAt(double part) {
      renewAt = part;
      return this;
    }

    /** How long after its issue an idle user's refresh token is renewed; default 20 min. */
    public Builder keepAlive(Duration time) {
      keepAlive = time;
      return this;
    }

    /** Whether an idle user's tokens may end where we can log in by ourselves; default true. */
    public Builder idleMayLapse(boolean mayLapse) {
      idleMayLapse = mayLapse;
      return this;
    }

    /** The part of a wait by which users are spread; default 0.2. */
    public Builder jitter(double part) {
      jitter = part;
      return this;
    }

    /** The times of an attempt; default {@link Timing#DEFAULT}. */
    public Builder timing(Timing newTiming) {
      timing = newTiming;
      return this;
    }

    /** The bounds of an exchange; default {@link HttpSettings#DEFAULT}. */
    public Builder http(HttpSettings settings) {
      http = settings;
      return this;
    }

    /** When nobody is let through; default {@link ResilienceSettings#DEFAULT}. */
    public Builder resilience(ResilienceSettings settings) {
      resilience = settings;
      return this;
    }

    /**
     * Whether users may let us keep their login; default true. Without meaning for {@code
     * CLIENT_CREDENTIALS}, which has no users' logins.
     */
    public Builder storedLogins(boolean allowed) {
      storedLogins = allowed;
      return this;
    }

    /**
     * How many unexpired access tokens our application may have at once, over all our processes; 0
     * to 1 000 000. Default 0, for any number: the cap is announced, its size is not.
     */
    public Builder maxUnexpiredAccessTokens(int most) {
      maxUnexpiredAccessTokens = most;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws dev.tokenkeeper.domain.ConfigurationException if they cannot be worked with, all
     *     problems at once
     */
    public BsnSettings build() {
      EndpointSettings endpoint = endpoint();
      Rules rules = rules();
      var problems = problems(id);
      BsnSettings.check(problems, id, endpoint, apiUri, network);
      furtherApis.forEach(uri -> problems.unlessFitForSecrets("furtherApi", uri));
      rules.check(problems, http);
      problems.unlessWithin("maxUnexpiredAccessTokens", maxUnexpiredAccessTokens, 0, MOST_TOKENS);
      problems.throwIfAny();
      boolean logins = storedLogins && grant == Grant.PASSWORD_LIKE_WITH_REFRESH;
      return new BsnSettings(
          id,
          rules.profile(revocable),
          endpoint,
          apiUri,
          network,
          logins,
          origins(),
          maxUnexpiredAccessTokens);
    }

    private Set<URI> origins() {
      return Stream.concat(Stream.of(apiUri), furtherApis.stream())
          .map(uri -> uri.resolve("/"))
          .collect(toUnmodifiableSet());
    }

    private EndpointSettings endpoint() {
      URI beside = revocationUri == null ? tokenUri.resolve("revoke") : revocationUri;
      return EndpointSettings.of(tokenUri, revocable ? beside : null, client)
          .withDialect(Dialect.STANDARD.withScope(scope))
          .withHttp(http)
          .withResilience(resilience);
    }

    private Rules rules() {
      return new Rules(
          grant,
          reusePenalty,
          new Lifetimes(
              accessTokenLifetime, refreshTokenLifetime, sessionLifetime, Duration.ofMinutes(1)),
          treat403AsExpired,
          renewAt,
          keepAlive,
          idleMayLapse,
          jitter,
          timing);
    }
  }
}
