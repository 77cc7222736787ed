package dev.tokenkeeper.oauth2;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link OAuth2Endpoint} has to know about a provider. Immutable; prints no secret.
 *
 * @param tokenUri the token endpoint (RFC 6749 section 3.2); https, or http to a loopback host
 * @param revocationUri the revocation endpoint (RFC 7009), likewise; null if there is none
 * @param identity how identity tokens are exchanged; null if there are none
 * @param client our application
 * @param dialect what requests and answers have beside the standard
 * @param http the bounds of an exchange
 * @param resilience when nobody is let through
 */
public record EndpointSettings(
    URI tokenUri,
    @Nullable URI revocationUri,
    @Nullable IdentityExchange identity,
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
        null,
        client,
        Dialect.STANDARD,
        HttpSettings.DEFAULT,
        ResilienceSettings.DEFAULT);
  }

  /** Returns the same settings for another application, or another way to keep its secrets. */
  public EndpointSettings withClient(ClientSettings another) {
    return new EndpointSettings(
        tokenUri, revocationUri, identity, another, dialect, http, resilience);
  }

  /** Returns the same settings with another way to exchange identity tokens; null for none. */
  public EndpointSettings withIdentity(@Nullable IdentityExchange exchange) {
    return new EndpointSettings(
        tokenUri, revocationUri, exchange, client, dialect, http, resilience);
  }

  /** Returns the same settings with another dialect. */
  public EndpointSettings withDialect(Dialect another) {
    return new EndpointSettings(
        tokenUri, revocationUri, identity, client, another, http, resilience);
  }

  /** Returns the same settings with other bounds of an exchange. */
  public EndpointSettings withHttp(HttpSettings another) {
    return new EndpointSettings(
        tokenUri, revocationUri, identity, client, dialect, another, resilience);
  }

  /** Returns the same settings with another rule for when nobody is let through. */
  public EndpointSettings withResilience(ResilienceSettings another) {
    return new EndpointSettings(tokenUri, revocationUri, identity, client, dialect, http, another);
  }

  /** Adds everything that is wrong with these settings. */
  public void check(Problems problems) {
    problems.unlessFitForSecrets("tokenUri", tokenUri);
    if (revocationUri != null) {
      problems.unlessFitForSecrets("revocationUri", revocationUri);
    }
    if (identity != null) {
      identity.check(problems);
    }
    client.check(problems);
    dialect.check(problems);
    http.check(problems);
    resilience.check(problems);
  }
}
