package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.Dialect;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.IdentityExchange;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.Problems;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One installation of Astra: production, the sandbox, or a second application of ours. Immutable;
 * prints no secret.
 *
 * <p>The defaults are the figures of Astra's page "Managing the Authorization Lifecycle"; what an
 * answer says about its access token wins. Of its refresh token no answer says anything.
 *
 * <p>Astra documents no revocation: unless you know better and set {@code revocationUri}, to revoke
 * an authorization ends reading here and reports {@code NOT_REVOCABLE}, while the tokens live on at
 * Astra until they end by themselves.
 *
 * @param id the provider's id
 * @param profile its token rules
 * @param endpoint its token endpoint, with our application
 * @param authorization the OAuth module's page, on which users give their consent
 * @param apiUri the API's base, version included
 * @param cardUri the base of the API for card data, which takes the same access tokens
 */
public record AstraSettings(
    String id,
    ProviderProfile profile,
    EndpointSettings endpoint,
    AuthorizationEndpoint authorization,
    URI apiUri,
    URI cardUri) {

  /** The API, v1. */
  public static final URI API_URI = URI.create("https://api.astra.finance/v1");

  /** The API for card data, v1. */
  public static final URI CARD_URI = URI.create("https://secure.api.astra.finance/v1");

  /** The OAuth module's page. */
  public static final URI AUTHORIZATION_URI =
      URI.create("https://app.astra.finance/login/oauth/authorize");

  /** The sandbox's API, v1. */
  public static final URI SANDBOX_API_URI = URI.create("https://api-sandbox.astra.finance/v1");

  /** The sandbox's API for card data, v1. */
  public static final URI SANDBOX_CARD_URI =
      URI.create("https://secure.api-sandbox.astra.finance/v1");

  /** The page of the sandbox's OAuth module. */
  public static final URI SANDBOX_AUTHORIZATION_URI =
      URI.create("https://app-sandbox.astra.finance/login/oauth/authorize");

  /** The hint that tells the OAuth module which {@link UserIntent} its user was announced with. */
  public static final String USER_INTENT_HINT = "user_intent_id";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses what cannot be worked with, all problems at once. */
  public AstraSettings {
    Objects.requireNonNull(profile, "profile");
    var problems = problems(id);
    check(problems, id, endpoint, authorization, apiUri, cardUri);
    problems.throwIfAny();
  }

  /**
   * Begins with the defaults, our application's credentials and where Astra sends browsers back to.
   *
   * @param redirectUri as it is registered with Astra: https, or http to a loopback host
   */
  public static Builder builder(String clientId, Secret clientSecret, URI redirectUri) {
    return builder(ClientSettings.basic(clientId, clientSecret), redirectUri);
  }

  /** The same for an application whose secret changes, or that proves itself in another way. */
  public static Builder builder(ClientSettings client, URI redirectUri) {
    return new Builder(client, redirectUri);
  }

  /** Returns a new provider made from these settings, with connections of its own. */
  public OAuthProvider provider() {
    return OAuthProvider.builder(id, profile, new OAuth2Endpoint(endpoint))
        .authorization(authorization)
        .owner(new Account(new ApiResource(below(apiUri, "user"), endpoint.http())))
        .origins(Set.copyOf(List.of(apiUri.resolve("/"), cardUri.resolve("/"))))
        .build();
  }

  /** Returns a new way to announce users, with connections of its own. */
  public UserIntents userIntents() {
    return new UserIntents(ours("user_intent"));
  }

  /** Returns a new way to a consent without a browser, with connections of its own. */
  public PartnerIdentity partnerIdentity() {
    return new PartnerIdentity(ours("partner/identity/verification"));
  }

  /** What our application asks for in its own name. */
  private Conversation ours(String path) {
    ClientSettings client = endpoint.client();
    return new Conversation(new ApiResource(below(apiUri, path), client, endpoint.http()), client);
  }

  private static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text : text + '/') + path);
  }

  private static Problems problems(String id) {
    return new Problems(ID.matcher(id).matches() ? id + '.' : "astra.");
  }

  private static void check(
      Problems problems,
      String id,
      EndpointSettings endpoint,
      AuthorizationEndpoint authorization,
      URI apiUri,
      URI cardUri) {
    if (!ID.matcher(id).matches()) {
      problems.add("id", "is not fit to be a key", "Use letters, digits, '.', '_' or '-'.");
    }
    checkBase(problems, "apiUri", apiUri);
    checkBase(problems, "cardUri", cardUri);
    problems.unlessFitForSecrets("authorizationUri", authorization.uri());
    problems.unlessFitForSecrets("redirectUri", authorization.redirectUri());
    endpoint.check(problems);
  }

  private static void checkBase(Problems problems, String property, URI uri) {
    problems.unlessFitForSecrets(property, uri);
    if (uri.getRawQuery() != null) {
      problems.add(property, "has a query", "Remove what follows the '?'.");
    }
  }

  /** Gathers the settings, each with its default. Not safe for use by several threads. */
  public static final class Builder {
    private final ClientSettings client;
    private final URI redirectUri;
    private String id = "astra";
    private URI apiUri = API_URI;
    private URI cardUri = CARD_URI;
    private URI authorizationUri = AUTHORIZATION_URI;
    private @Nullable URI revocationUri;
    private boolean pkce;
    private boolean echoesState = true;
    private boolean sendRedirectUriOnRefresh = true;
    private Duration accessTokenLifetime = Duration.ofHours(2);
    private Duration refreshTokenLifetime = Duration.ofDays(10);
    private @Nullable Duration sessionLifetime;
    private Duration codeLifetime = Duration.ofMinutes(5);
    private double renewAt = 0.7;
    private Duration keepAlive = Duration.ofDays(7);
    private double jitter = 0.2;
    private Timing timing = Timing.DEFAULT;
    private HttpSettings http = HttpSettings.DEFAULT;
    private ResilienceSettings resilience = ResilienceSettings.DEFAULT;

    private Builder(ClientSettings client, URI redirectUri) {
      this.client = client;
      this.redirectUri = Objects.requireNonNull(redirectUri, "redirectUri");
    }

    /** The provider's id; default {@code astra}. */
    public Builder id(String newId) {
      id = newId;
      return this;
    }

    /** Uses the sandbox's addresses instead of production's; the id stays as it is. */
    public Builder sandbox() {
      return apiUri(SANDBOX_API_URI)
          .cardUri(SANDBOX_CARD_URI)
          .authorizationUri(SANDBOX_AUTHORIZATION_URI);
    }

    /** The API's base, below which everything but the page is; default {@link #API_URI}. */
    public Builder apiUri(URI uri) {
      apiUri = uri;
      return this;
    }

    /** The base of the API for card data; default {@link #CARD_URI}. */
    public Builder cardUri(URI uri) {
      cardUri = uri;
      return this;
    }

    /** The page on which users give their consent; default {@link #AUTHORIZATION_URI}. */
    public Builder authorizationUri(URI uri) {
      authorizationUri = uri;
      return this;
    }

    /**
     * The revocation endpoint (RFC 7009), which Astra does not document; default null, for none.
     */
    public Builder revocationUri(@Nullable URI uri) {
      revocationUri = uri;
      return this;
    }

    /**
     * Whether a PKCE challenge is sent (RFC 7636), which Astra does not document; default false.
     */
    public Builder pkce(boolean sent) {
      pkce = sent;
      return this;
    }

    /**
     * Whether the page hands the state back, which Astra does not document; default true. Where it
     * does not, the browser's binding alone tells whose callback it is.
     */
    public Builder echoesState(boolean echoed) {
      echoesState = echoed;
      return this;
    }

    /**
     * Whether a refresh names the redirect URI, as older pages of Astra's ask for; default true.
     */
    public Builder sendRedirectUriOnRefresh(boolean sent) {
      sendRedirectUriOnRefresh = sent;
      return this;
    }

    /** An access token's life where the answer does not say; default 2 h. */
    public Builder accessTokenLifetime(Duration lifetime) {
      accessTokenLifetime = lifetime;
      return this;
    }

    /** A refresh token's life, which no answer says; default 10 days. */
    public Builder refreshTokenLifetime(Duration lifetime) {
      refreshTokenLifetime = lifetime;
      return this;
    }

    /**
     * From a consent to the end of all that came of it, which Astra does not document; default
     * null, for no end.
     */
    public Builder sessionLifetime(@Nullable Duration lifetime) {
      sessionLifetime = lifetime;
      return this;
    }

    /** From the arrival of a code to its end, "several minutes" by Astra's page; default 5 min. */
    public Builder codeLifetime(Duration lifetime) {
      codeLifetime = lifetime;
      return this;
    }

    /** The part of an access token's life after which it is renewed if in use; default 0.7. */
    public Builder renewAt(double part) {
      renewAt = part;
      return this;
    }

    /**
     * How long after its issue an idle user's refresh token is renewed; default 7 days, as Astra's
     * page recommends. Less than the refresh token's life.
     */
    public Builder keepAlive(Duration time) {
      keepAlive = time;
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
     * Returns the settings.
     *
     * @throws dev.tokenkeeper.domain.ConfigurationException if they cannot be worked with, all
     *     problems at once
     */
    public AstraSettings build() {
      EndpointSettings endpoint = endpoint();
      AuthorizationEndpoint page = page();
      Rules rules = rules();
      var problems = problems(id);
      AstraSettings.check(problems, id, endpoint, page, apiUri, cardUri);
      rules.check(problems, http);
      problems.throwIfAny();
      return new AstraSettings(
          id, rules.profile(revocationUri != null), endpoint, page, apiUri, cardUri);
    }

    private EndpointSettings endpoint() {
      Map<String, String> onRefresh =
          sendRedirectUriOnRefresh ? Map.of("redirect_uri", redirectUri.toString()) : Map.of();
      return new EndpointSettings(
          below(apiUri, "oauth/token"),
          revocationUri,
          new IdentityExchange(
              below(apiUri, "partner/identity/token"),
              "token",
              Map.of("user_consent_captured", "true")),
          client,
          Dialect.STANDARD.withRefreshParameters(onRefresh),
          http,
          resilience);
    }

    private AuthorizationEndpoint page() {
      return new AuthorizationEndpoint(
          authorizationUri,
          client.id(),
          redirectUri,
          null,
          pkce,
          echoesState,
          null,
          false,
          Map.of(),
          Set.of(USER_INTENT_HINT));
    }

    private Rules rules() {
      return new Rules(
          accessTokenLifetime,
          refreshTokenLifetime,
          sessionLifetime,
          codeLifetime,
          renewAt,
          keepAlive,
          jitter,
          timing);
    }
  }
}
