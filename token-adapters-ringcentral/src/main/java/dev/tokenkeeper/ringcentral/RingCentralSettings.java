package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.Problems;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One application of ours at RingCentral, for users who give consent in their browser. Immutable;
 * prints no secret.
 *
 * <p>The application must be set to issue refresh tokens, which RingCentral's are not at first;
 * without them a user has to come back when the access token ends.
 *
 * <p>The defaults are the figures of RingCentral's pages "Keeping access tokens fresh and valid"
 * and "Refresh tokens" (provider notes, 2 and 6.5); what an answer says about its tokens wins over
 * all of them. For service accounts there is {@link RingCentralJwtSettings}.
 *
 * @param id the provider's id
 * @param profile its token rules
 * @param endpoint its token endpoint
 * @param authorization its page for consent
 * @param origins scheme, host and port of each server that access tokens may be sent to
 * @param limits how many token requests it takes, and whom a 429 holds back, over all our processes
 */
public record RingCentralSettings(
    String id,
    ProviderProfile profile,
    EndpointSettings endpoint,
    AuthorizationEndpoint authorization,
    Set<URI> origins,
    ProviderLimits limits) {

  /** Production. Partners, such as AT&amp;T, have others (provider notes, 6.1). */
  public static final URI PLATFORM = URI.create("https://platform.ringcentral.com");

  /**
   * The usual times of an attempt, but 15 s from one result to the next request and 10 s after the
   * first failure.
   *
   * <p>RingCentral grants a user and an application five token requests a minute; the next one
   * begins a minute's penalty, and so does each that comes within it (provider notes, 6.7). At 15 s
   * there are four, which leaves one for the user who revokes or comes back. After 10, 20, 40 s no
   * minute sees more than three; 10 s is also what RingCentral advises after a failure.
   */
  public static final Timing TIMING =
      new Timing(
          Timing.DEFAULT.attempt(),
          Timing.DEFAULT.sendBudget(),
          Timing.DEFAULT.settleAllowance(),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Timing.DEFAULT.longestBackoff(),
          Timing.DEFAULT.longestDoubt());

  private static final String DEFAULT_ID = "ringcentral";
  private static final Set<String> HINTS =
      Set.of("brand_id", "display", "prompt", "ui_locales", "login_hint");

  /** Whose token requests RingCentral counts together. */
  public enum LimitScope {
    /** One user's with one application, as its guide says. A 429 holds back that user. */
    USER,
    /**
     * All of one application, as a later notice of the vendor says, which threatens to suspend who
     * goes on. A 429 holds back all users: each request within the penalty would begin it anew.
     */
    APPLICATION
  }

  /** Refuses what cannot be worked with, all problems at once. */
  public RingCentralSettings {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(limits, "limits");
    origins = Set.copyOf(origins);
    var problems = Basics.problems(id, DEFAULT_ID);
    endpoint.check(problems);
    problems.unlessFitForSecrets("authorizationUri", authorization.uri());
    problems.unlessFitForSecrets("redirectUri", authorization.redirectUri());
    origins.forEach(origin -> problems.unlessFitForSecrets("origins", origin));
    problems.throwIfAny();
  }

  /** Begins with the defaults and a confidential application, which sends HTTP Basic. */
  public static Builder builder(String clientId, Secret clientSecret) {
    return builder(ClientSettings.basic(clientId, clientSecret));
  }

  /** The same for an application whose secret changes, or that proves itself in another way. */
  public static Builder builder(ClientSettings client) {
    return new Builder(client);
  }

  /**
   * Begins with the defaults and a public application, which sends its id in the body and, since
   * RingCentral refuses that, no {@code Authorization} header.
   */
  public static Builder publicClient(String clientId) {
    return new Builder(ClientSettings.publicClient(clientId));
  }

  /** Returns a new provider made from these settings, with connections of its own. */
  public OAuthProvider provider() {
    URI extension = Platform.ownExtension(endpoint.tokenUri());
    return OAuthProvider.builder(id, profile, new OAuth2Endpoint(endpoint))
        .authorization(authorization)
        .owner(new ExtensionOwner(new ApiResource(extension, endpoint.http())))
        .origins(origins)
        .limits(limits)
        .build();
  }

  /** Gathers the settings, each with its default. Not safe for use by several threads. */
  public static final class Builder extends Basics<Builder> {
    private @Nullable URI redirectUri;
    private Duration refreshTokenLifetime = Duration.ofDays(7);
    private Duration graceUnused = Duration.ofMinutes(60);
    private Renewal.When renewal = Renewal.When.AHEAD;
    private Duration keepAlive = Duration.ofDays(3);

    private Builder(ClientSettings client) {
      super(DEFAULT_ID, client);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Where browsers come back to, as it is registered with the application. Required. */
    public Builder redirectUri(URI uri) {
      redirectUri = uri;
      return this;
    }

    /** A refresh token's life where neither the answer nor we say; default 7 d. */
    public Builder refreshTokenLifetime(Duration lifetime) {
      refreshTokenLifetime = lifetime;
      return this;
    }

    /**
     * How long a spent refresh token brings the same answer again while the new access token was
     * not used; default 60 min. At least an attempt and its send budget.
     */
    public Builder graceUnused(Duration window) {
      graceUnused = window;
      return this;
    }

    /**
     * When tokens are renewed without anybody asking; default {@code AHEAD}, as RingCentral
     * recommends. At five requests a minute for an application that is enough for about 5000 users;
     * with {@code WHEN_USED} those who are idle need one request in {@link #keepAlive}.
     */
    public Builder renewal(Renewal.When when) {
      renewal = when;
      return this;
    }

    /**
     * With {@code WHEN_USED}: how long after its issue an idle user's refresh token is renewed;
     * default 3 d.
     */
    public Builder keepAlive(Duration time) {
      keepAlive = time;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws dev.tokenkeeper.domain.ConfigurationException if they cannot be worked with, all
     *     problems at once
     */
    public RingCentralSettings build() {
      var problems = problems(DEFAULT_ID);
      check(problems);
      checkRedirectUri(problems);
      checkRefresh(problems);
      problems.throwIfAny();
      return new RingCentralSettings(
          id,
          profile(),
          endpoint(),
          page(Objects.requireNonNull(redirectUri)),
          platform().origins(),
          limits());
    }

    private void checkRedirectUri(Problems problems) {
      if (redirectUri == null) {
        problems.add("redirectUri", "is missing", "Set the one registered with the application.");
      } else {
        problems.unlessFitForSecrets("redirectUri", redirectUri);
      }
    }

    private void checkRefresh(Problems problems) {
      problems.unlessPositive("refreshTokenLifetime", refreshTokenLifetime);
      problems.unlessPositive("keepAlive", keepAlive);
      if (keepAlive.compareTo(refreshTokenLife(refreshTokenLifetime)) >= 0) {
        problems.add("keepAlive", "comes after the refresh token's end", "Make it shorter.");
      }
      Duration least = timing.attempt().plus(timing.sendBudget());
      if (graceUnused.compareTo(least) < 0) {
        problems.add(
            "graceUnused",
            "is %s, but an attempt and its send budget take %s + %s = %s"
                .formatted(graceUnused, timing.attempt(), timing.sendBudget(), least),
            "Make it longer, or the attempt shorter.");
      }
    }

    private ProviderProfile profile() {
      return new ProviderProfile(
          new Rotation(
              RotationRule.ONE_TIME_WITH_GRACE,
              graceUnused,
              ReusePenalty.REJECT,
              OldAccessToken.DIES_AT_REFRESH),
          new Renewal(renewal, renewAt, keepAlive, false, jitter),
          new Lifetimes(
              accessTokenLife(),
              refreshTokenLife(refreshTokenLifetime),
              null,
              Duration.ofMinutes(1)),
          timing,
          DeadToken.UNAUTHORIZED,
          RevocationReach.SESSION);
    }

    private AuthorizationEndpoint page(URI comeBack) {
      // No scope: RingCentral ignores it, the application's permissions rule.
      return new AuthorizationEndpoint(
          platform().authorizationUri(),
          clientId(),
          comeBack,
          null,
          true,
          true,
          null,
          false,
          Map.of(),
          HINTS);
    }
  }
}
