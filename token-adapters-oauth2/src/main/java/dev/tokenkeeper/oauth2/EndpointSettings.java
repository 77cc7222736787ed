package dev.tokenkeeper.oauth2;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link OAuth2Endpoint} has to know about a provider. Immutable; prints no secret.
 *
 * @param tokenUri the token endpoint (RFC 6749 section 3.2); https, or http to a loopback host
 * @param revocationUri the revocation endpoint (RFC 7009), likewise; null if there is none
 * @param client our application
 * @param dialect what requests and answers have beside the standard
 * @param http the bounds of an exchange
 * @param resilience when nobody is let through
 */
public record EndpointSettings(
    URI tokenUri,
    @Nullable URI revocationUri,
    ClientSettings client,
    Dialect dialect,
    HttpSettings http,
    ResilienceSettings resilience) {

  /** Refuses null. */
  public EndpointSettings {
    Objects.requireNonNull(tokenUri, "tokenUri");
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(http, "http");
    Objects.requireNonNull(resilience, "resilience");
  }

  /** Returns settings with the defaults for all that is not said. */
  public static EndpointSettings of(
      URI tokenUri, @Nullable URI revocationUri, ClientSettings client) {
    return new EndpointSettings(
        tokenUri,
        revocationUri,
        client,
        Dialect.STANDARD,
        HttpSettings.DEFAULT,
        ResilienceSettings.DEFAULT);
  }

  /** Adds everything that is wrong with these settings. */
  public void check(Problems problems) {
    problems.unlessFitForSecrets("tokenUri", tokenUri);
    if (revocationUri != null) {
      problems.unlessFitForSecrets("revocationUri", revocationUri);
    }
    client.check(problems);
    dialect.check(problems);
    http.check(problems);
    resilience.check(problems);
  }
}
