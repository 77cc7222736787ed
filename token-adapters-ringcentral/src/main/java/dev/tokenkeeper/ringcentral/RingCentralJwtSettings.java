package dev.tokenkeeper.ringcentral;

import dev.tokenkeeper.domain.AuthorizationId;
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
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.Problems;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One application of ours at RingCentral, for the service accounts that these settings name, each
 * with a JWT credential that was made for it in the developer console. Immutable; prints no secret.
 *
 * <p>For servers that act in their own name, and not for users: an application that keeps tokens of
 * several users by JWT, says RingCentral's page "Keeping access tokens fresh and valid", keeps from
 * them what is done on their behalf. So the keeper refuses every other subject; users give consent
 * under {@link RingCentralSettings}.
 *
 * <p>There is nothing to refresh: a JWT is exchanged again for each access token. Each exchange
 * opens a session and kills no token before it, but a user and an application may have (usually)
 * five sessions; beyond them the oldest ends, or the exchange is refused with a 429 (provider
 * notes, 6.5). So sessions are asked to end with their access token, in {@code refresh_token_ttl}.
 * Where the platform's access tokens are shorter than 24 h, say so in {@code accessTokenTtl}.
 *
 * @param id the provider's id
 * @param profile its token rules
 * @param endpoint its token endpoint
 * @param serviceAccounts their JWT credentials, by subject
 * @param origins scheme, host and port of each server that access tokens may be sent to
 * @param limits how many token requests it takes, and whom a 429 holds back, over all our processes
 */
public record RingCentralJwtSettings(
    String id,
    ProviderProfile profile,
    EndpointSettings endpoint,
    Map<String, Secret> serviceAccounts,
    Set<URI> origins,
    ProviderLimits limits) {

  private static final String DEFAULT_ID = "ringcentral-jwt";
  // What an empty line leaves of a file or a variable. Nobody here may look into a secret.
  private static final Set<Secret> BLANK =
      Set.of(Secret.of(" "), Secret.of("\n"), Secret.of("\r\n"));

  /** Refuses what cannot be worked with, all problems at once. */
  public RingCentralJwtSettings {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(limits, "limits");
    serviceAccounts = Map.copyOf(serviceAccounts);
    origins = Set.copyOf(origins);
    var problems = Basics.problems(id, DEFAULT_ID);
    endpoint.check(problems);
    checkAccounts(problems, serviceAccounts);
    origins.forEach(origin -> problems.unlessFitForSecrets("origins", origin));
    problems.throwIfAny();
  }

  /**
   * Begins with the defaults and a confidential application, which sends HTTP Basic. RingCentral
   * lets no public one exchange a JWT.
   */
  public static Builder builder(String clientId, Secret clientSecret) {
    return builder(ClientSettings.basic(clientId, clientSecret));
  }

  /** The same for an application whose secret changes, or that proves itself in another way. */
  public static Builder builder(ClientSettings client) {
    return new Builder(client);
  }

  /** Returns a new provider made from these settings, with connections of its own. */
  public OAuthProvider provider() {
    return OAuthProvider.builder(id, profile, new OAuth2Endpoint(endpoint))
        .assertions(serviceAccounts)
        .origins(origins)
        .limits(limits)
        .build();
  }

  private static void checkAccounts(Problems problems, Map<String, Secret> accounts) {
    if (accounts.isEmpty()) {
      problems.add("serviceAccounts", "is empty", "Name one at least, with its JWT.");
    }
    for (String subject : new TreeSet<>(accounts.keySet())) {
      checkSubject(problems, subject);
      if (BLANK.contains(accounts.get(subject))) {
        problems.add(
            "serviceAccounts",
            "has a blank JWT for '" + subject + "'",
            "Set the one from the developer console.");
      }
    }
  }

  private static void checkSubject(Problems problems, String subject) {
    try {
      AuthorizationId.of(DEFAULT_ID, subject);
    } catch (IllegalArgumentException e) {
      problems.add(
          "serviceAccounts",
          "names a subject that cannot be a key: " + e.getMessage(),
          "Name it as the host does when it asks for a token.");
    }
  }

  /** Gathers the settings, each with its default. Not safe for use by several threads. */
  public static final class Builder extends Basics<Builder> {
    private final Map<String, Secret> accounts = new LinkedHashMap<>();
    private final Set<String> repeated = new TreeSet<>();

    private Builder(ClientSettings client) {
      super(DEFAULT_ID, client);
    }

    @Override
    Builder self() {
      return this;
    }

    /** A session is of no more use when its access token has ended. */
    @Override
    @Nullable Duration askedOfRefreshTokens(@Nullable Duration set) {
      return set == null ? accessTokenLife() : set;
    }

    /**
     * Adds a service account; there must be one at least.
     *
     * @param subject the host's own name for it, under which it asks for its tokens
     * @param jwt its JWT credential
     */
    public Builder serviceAccount(String subject, Secret jwt) {
      if (accounts.put(subject, jwt) != null) {
        repeated.add(subject);
      }
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws dev.tokenkeeper.domain.ConfigurationException if they cannot be worked with, all
     *     problems at once
     */
    public RingCentralJwtSettings build() {
      var problems = problems(DEFAULT_ID);
      check(problems);
      checkAccounts(problems, accounts);
      for (String subject : repeated) {
        problems.add("serviceAccounts", "names '" + subject + "' twice", "Keep one of them.");
      }
      problems.throwIfAny();
      return new RingCentralJwtSettings(
          id, profile(), endpoint(), accounts, platform().origins(), limits());
    }

    private ProviderProfile profile() {
      return new ProviderProfile(
          new Rotation(
              RotationRule.NONE, Duration.ZERO, ReusePenalty.NONE, OldAccessToken.STAYS_VALID),
          // A refresh token that comes along is never sent, so nothing has to be kept alive.
          new Renewal(Renewal.When.WHEN_USED, renewAt, Duration.ofDays(30), true, jitter),
          new Lifetimes(accessTokenLife(), null, null, Duration.ofMinutes(1)),
          timing,
          DeadToken.UNAUTHORIZED,
          RevocationReach.SESSION);
    }
  }
}
