package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.ConfigurationException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a provider's token endpoint is spoken to. */
final class EndpointReader {
  /** Stands for an endpoint that the file does not name. */
  static final URI NOT_YET_KNOWN = URI.create("https://not-yet-known.invalid/");

  private final Section all;
  private final @Nullable Path directory;
  private final @Nullable ClientSecrets given;

  /**
   * Makes one.
   *
   * @param directory from which the files of secrets are seen; null for the one we are in
   * @param given secrets that are not named in the file; null if they are
   */
  EndpointReader(Section all, @Nullable Path directory, @Nullable ClientSecrets given) {
    this.all = all;
    this.directory = directory;
    this.given = given;
  }

  /** Returns the settings, with an address that nobody has if the file names no token endpoint. */
  EndpointSettings read(Section endpoints, boolean publicAddressesOnly) {
    URI token = endpoints.uri("token");
    return new EndpointSettings(
        token == null ? NOT_YET_KNOWN : token,
        endpoints.uri("revocation"),
        identity(),
        new ClientReader(all, directory, given).read(token),
        new DialectReader(all).read(),
        http(publicAddressesOnly),
        resilience());
  }

  private @Nullable IdentityExchange identity() {
    if (!all.has("identity")) {
      return null;
    }
    Section section = all.section("identity");
    URI uri = section.uri("uri");
    if (!section.has("uri")) {
      section.add("uri", "is missing", "Set where identity tokens are exchanged.");
    }
    String field = section.text("field", "token");
    Map<String, String> parameters = section.map("parameters");
    section.end();
    return uri == null ? null : new IdentityExchange(uri, field, parameters);
  }

  private HttpSettings http(boolean publicAddressesOnly) {
    Section section = all.section("http");
    HttpSettings usual = HttpSettings.DEFAULT;
    var http =
        new HttpSettings(
            section.duration("connectTimeout", usual.connectTimeout()),
            section.duration("exchangeTimeout", usual.exchangeTimeout()),
            section.number("maxBodyBytes", usual.maxBodyBytes()),
            publicAddressesOnly);
    section.end();
    return http;
  }

  private ResilienceSettings resilience() {
    Section section = all.section("resilience");
    ResilienceSettings usual = ResilienceSettings.DEFAULT;
    section.duration("retryAfter");
    var resilience =
        new ResilienceSettings(
            section.number("maxConcurrent", usual.maxConcurrent()),
            section.number("failureThreshold", usual.failureThreshold()),
            section.number("window", usual.window()),
            section.duration("openFor", usual.openFor()),
            section.flag("pausesWhenThrottled", usual.pausesWhenThrottled()));
    section.end();
    return resilience;
  }

  /** Returns the settings for the endpoint that was found, where the file names none. */
  static EndpointSettings at(EndpointSettings settings, URI token, @Nullable URI revocation) {
    return new EndpointSettings(
        token,
        revocation,
        settings.identity(),
        ClientReader.at(settings.client(), token),
        settings.dialect(),
        settings.http(),
        settings.resilience());
  }

  /** Adds what the settings say against themselves, each with its place in the file. */
  static void check(EndpointSettings settings, Setting root, Problems problems) {
    var found = new Problems("");
    try {
      settings.check(found);
    } catch (ConfigurationException e) {
      e.problems().forEach(each -> found.add(each.property(), each.message(), each.remedy()));
    }
    for (ConfigurationException.Problem each : found.found()) {
      String path = PATHS.getOrDefault(each.property(), each.property());
      problems.add(root.placeOf(path) + ' ' + path, each.message(), each.remedy());
    }
  }

  /** Where the file has what the settings call otherwise. */
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("tokenUri", "endpoints.token"),
          Map.entry("revocationUri", "endpoints.revocation"),
          Map.entry("identityUri", "identity.uri"),
          Map.entry("identityField", "identity.field"),
          Map.entry("identityParameters", "identity.parameters"),
          Map.entry("clientId", "client.id"),
          Map.entry("clientSecret", "client.secret"),
          Map.entry("clientAssertion", "client.authentication"),
          Map.entry("assertionAudience", "client.audience"),
          Map.entry("assertionAlgorithm", "client.algorithm"),
          Map.entry("assertionLifetime", "client.assertionLifetime"),
          Map.entry("scope", "scopes"),
          Map.entry("extraParameters", "token.parameters"),
          Map.entry("refreshParameters", "token.refreshParameters"),
          Map.entry("keptFields", "answer.keep"),
          Map.entry("errorAliases", "errors"),
          Map.entry("retryAfter", "resilience.retryAfter"),
          Map.entry("connectTimeout", "http.connectTimeout"),
          Map.entry("exchangeTimeout", "http.exchangeTimeout"),
          Map.entry("maxBodyBytes", "http.maxBodyBytes"),
          Map.entry("maxConcurrent", "resilience.maxConcurrent"),
          Map.entry("failureThreshold", "resilience.failureThreshold"),
          Map.entry("window", "resilience.window"),
          Map.entry("openFor", "resilience.openFor"));
}
