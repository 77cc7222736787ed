package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider as an adapter hands it to the keeper: data, an endpoint, and what it wants done
 * besides. Immutable; begin with {@link #builder}.
 *
 * @param id a setting: two installations of one adapter differ by it; 1 to 64 letters, digits,
 *     dots, underscores or hyphens
 * @param profile its token rules
 * @param endpoint where its tokens come from
 * @param authorization where its users give consent; null if no browser is sent there
 * @param preparation null if a new session needs none
 * @param owner tells whose account a grant is for; null if it is not to be checked
 * @param storedLogins whether its users may let us keep their login
 * @param assertions those issued beforehand, by the subject whose service account each is for; no
 *     other subject can be authorized where there are any
 * @param origins scheme, host and port of each API that its access tokens may be sent to
 * @param limits how much it lets our application do, over all our processes
 */
public record OAuthProvider(
    String id,
    ProviderProfile profile,
    TokenEndpoint endpoint,
    @Nullable AuthorizationEndpoint authorization,
    @Nullable Preparation preparation,
    @Nullable ResourceOwner owner,
    boolean storedLogins,
    Map<String, Secret> assertions,
    Set<URI> origins,
    ProviderLimits limits) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses a malformed id. */
  public OAuthProvider {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(limits, "limits");
    assertions = Map.copyOf(assertions);
    origins = Set.copyOf(origins);
    if (!ID.matcher(id).matches()) {
      throw new ConfigurationException(
          "provider id",
          "'" + id + "' is not 1 to 64 letters, digits, '.', '_' or '-'",
          "Give the provider another id.");
    }
  }

  /** Begins with a provider that wants nothing besides. */
  public static Builder builder(String id, ProviderProfile profile, TokenEndpoint endpoint) {
    return new Builder(id, profile, endpoint);
  }

  /** Gathers what a provider wants besides. Not safe for use by many threads. */
  public static final class Builder {
    private final String id;
    private final ProviderProfile profile;
    private final TokenEndpoint endpoint;
    private @Nullable AuthorizationEndpoint authorization;
    private @Nullable Preparation preparation;
    private @Nullable ResourceOwner owner;
    private boolean storedLogins;
    private Map<String, Secret> assertions = Map.of();
    private Set<URI> origins = Set.of();
    private ProviderLimits limits = ProviderLimits.NONE;

    private Builder(String id, ProviderProfile profile, TokenEndpoint endpoint) {
      this.id = id;
      this.profile = profile;
      this.endpoint = endpoint;
    }

    /** Where its users give consent; default nowhere. */
    public Builder authorization(@Nullable AuthorizationEndpoint page) {
      authorization = page;
      return this;
    }

    /** What a new session needs before its first use; default nothing. */
    public Builder preparation(@Nullable Preparation step) {
      preparation = step;
      return this;
    }

    /** Who tells whose account a grant is for; default nobody. */
    public Builder owner(@Nullable ResourceOwner resourceOwner) {
      owner = resourceOwner;
      return this;
    }

    /** Whether users may let us keep their login; default no. */
    public Builder storedLogins(boolean allowed) {
      storedLogins = allowed;
      return this;
    }

    /** The assertions issued beforehand, by subject; default none. */
    public Builder assertions(Map<String, Secret> bySubject) {
      assertions = bySubject;
      return this;
    }

    /** Where access tokens may be sent; default nowhere. */
    public Builder origins(Set<URI> apis) {
      origins = apis;
      return this;
    }

    /** How much it lets our application do; default {@link ProviderLimits#NONE}. */
    public Builder limits(ProviderLimits most) {
      limits = most;
      return this;
    }

    /** Returns the provider. */
    public OAuthProvider build() {
      return new OAuthProvider(
          id,
          profile,
          endpoint,
          authorization,
          preparation,
          owner,
          storedLogins,
          assertions,
          origins,
          limits);
    }
  }
}
