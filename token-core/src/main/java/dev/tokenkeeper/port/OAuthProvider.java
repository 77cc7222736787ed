package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ProviderProfile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider as an adapter hands it to the keeper: data, an endpoint, and what it wants done
 * besides.
 *
 * @param id a setting: two installations of one adapter differ by it; 1 to 64 letters, digits,
 *     dots, underscores or hyphens
 * @param profile its token rules
 * @param endpoint where its tokens come from
 * @param preparation null if a new session needs none
 * @param storedLogins whether its users may let us keep their login
 */
public record OAuthProvider(
    String id,
    ProviderProfile profile,
    TokenEndpoint endpoint,
    @Nullable Preparation preparation,
    boolean storedLogins) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Refuses a malformed id. */
  public OAuthProvider {
    if (!ID.matcher(id).matches()) {
      throw new ConfigurationException(
          "provider id",
          "'" + id + "' is not 1 to 64 letters, digits, '.', '_' or '-'",
          "Give the provider another id.");
    }
  }
}
