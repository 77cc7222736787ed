package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is configuration alone: a file of YAML of about fifteen lines, whose keys are in
 * {@code docs/configured-providers.md}. Immutable but for what {@link ClientSecrets} says of
 * itself; prints no secret. Two are equal if they were read from files that say the same.
 *
 * <p>The file names the places of secrets and never holds one. Mistakes are reported all at once,
 * each with its line. Where the file names an issuer and not all endpoints, the issuer is asked for
 * them, once, while the file is read; what is then found is checked like what is written.
 *
 * <p>Nothing is sent to a host with a private address, unless the file allows it: see {@link
 * HttpSettings#publicAddressesOnly} for what that can and cannot promise.
 *
 * @param id the provider's id
 * @param profile its token rules
 * @param endpoint its token endpoint
 * @param authorization its page for consent; null if the file has no redirect URI
 * @param owner the kept field of an answer that names the account; null if none does
 * @param storedLogins whether users may let us keep their login
 * @param origins scheme, host and port of each API that its access tokens may be sent to
 */
public record ConfiguredProvider(
    String id,
    ProviderProfile profile,
    EndpointSettings endpoint,
    @Nullable AuthorizationEndpoint authorization,
    @Nullable String owner,
    boolean storedLogins,
    Set<URI> origins) {

  /** Copies the origins. */
  public ConfiguredProvider {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(endpoint, "endpoint");
    origins = Set.copyOf(origins);
  }

  /**
   * Reads a file that names the places of its secrets; those of files are seen from its directory.
   *
   * @throws ConfigurationException if it cannot be worked with, all problems at once
   */
  public static ConfiguredProvider of(Path file) {
    return read(file, null);
  }

  /**
   * Reads a file whose secrets are given apart.
   *
   * @throws ConfigurationException if it cannot be worked with, all problems at once
   */
  public static ConfiguredProvider of(Path file, ClientSecrets secrets) {
    return read(file, Objects.requireNonNull(secrets, "secrets"));
  }

  /**
   * Reads a text.
   *
   * @param name of the text, for people
   * @param secrets null if the text names their places, or there are none
   * @throws ConfigurationException if it cannot be worked with, all problems at once
   */
  public static ConfiguredProvider of(String name, String yaml, @Nullable ClientSecrets secrets) {
    return new ProviderReader(Setting.read(name, yaml), null, secrets).read();
  }

  private static ConfiguredProvider read(Path file, @Nullable ClientSecrets secrets) {
    String name = String.valueOf(file.getFileName());
    try {
      Setting settings = Setting.read(name, Files.readString(file, UTF_8));
      return new ProviderReader(settings, file.toAbsolutePath().getParent(), secrets).read();
    } catch (IOException e) {
      throw new ConfigurationException(
          file.toString(),
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "Make it a file of UTF-8 that this process may read.");
    }
  }

  /** Returns a new provider made from these settings, with connections of its own. */
  public OAuthProvider provider() {
    String account = owner;
    return OAuthProvider.builder(id, profile, new OAuth2Endpoint(endpoint))
        .authorization(authorization)
        .owner(account == null ? null : (token, facts) -> facts.get(account))
        .storedLogins(storedLogins)
        .origins(origins)
        .build();
  }
}
