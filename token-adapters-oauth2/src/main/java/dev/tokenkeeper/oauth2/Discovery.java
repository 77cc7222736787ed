package dev.tokenkeeper.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization server says of itself (RFC 8414, OpenID Connect Discovery), as far as it
 * can be believed: it names the issuer that was asked for, and endpoints that are on the issuer's
 * host or on one that the file allows.
 */
final class Discovery {
  private static final int LARGEST = 1024 * 1024;
  private static final byte[] NOTHING = {};

  private final String issuer;
  private final URI uri;
  private final Set<String> allowedHosts;
  private final HttpSettings http;
  private final Problems problems;
  private final String property;

  /**
   * Makes one; does no I/O.
   *
   * @param problems gets what is wrong, as of this property
   */
  Discovery(
      String issuer,
      Set<String> allowedHosts,
      boolean publicAddressesOnly,
      Problems problems,
      String property) {
    this.issuer = issuer;
    this.uri = URI.create(issuer);
    this.allowedHosts = allowedHosts;
    this.http =
        new HttpSettings(
            Duration.ofSeconds(3), Duration.ofSeconds(10), LARGEST, publicAddressesOnly);
    this.problems = problems;
    this.property = property;
  }

  /**
   * What was found; null for what was not.
   *
   * @param sendsIssuer whether callbacks carry {@code iss} (RFC 9207)
   */
  record Found(
      @Nullable URI authorization,
      @Nullable URI token,
      @Nullable URI revocation,
      boolean sendsIssuer) {}

  /** Asks for it, at the first address and, if nothing is there, at the second. */
  @Nullable Found ask() {
    HttpAnswer first = get(ofRfc8414());
    boolean there = first instanceof HttpAnswer.Received answer && answer.isSuccess();
    boolean nobody = !(first instanceof HttpAnswer.Received);
    return there || nobody
        ? read(ofRfc8414(), first)
        : read(ofOpenIdConnect(), get(ofOpenIdConnect()));
  }

  private URI ofRfc8414() {
    return URI.create(
        "%s://%s/.well-known/oauth-authorization-server%s"
            .formatted(uri.getScheme(), uri.getRawAuthority(), withoutSlash(uri.getRawPath())));
  }

  private URI ofOpenIdConnect() {
    return URI.create(withoutSlash(issuer) + "/.well-known/openid-configuration");
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private HttpAnswer get(URI address) {
    Wire wire = Wire.to(address, http, new SingleSend(http));
    return HttpAnswer.of(() -> wire.get(new OneRequest(null, NOTHING)));
  }

  private @Nullable Found read(URI address, HttpAnswer came) {
    if (!(came instanceof HttpAnswer.Received answer)) {
      String reason =
          came instanceof HttpAnswer.NotSent not ? not.reason() : ((HttpAnswer.Lost) came).reason();
      return wrong(
          "could not be asked at %s (%s)".formatted(address, reason),
          "Set endpoints.token and endpoints.authorization, or start again when it answers.");
    }
    if (!answer.isSuccess()) {
      return wrong(
          "answers with status %d at %s and at %s; redirects are not followed"
              .formatted(answer.status(), ofRfc8414(), address),
          "Correct the issuer, or set endpoints.token and endpoints.authorization.");
    }
    JsonNode said = Json.object(answer.body());
    if (said.isMissingNode()) {
      return wrong("answers with what is no JSON object at " + address, "Correct the issuer.");
    }
    if (!issuer.equals(Json.text(said, "issuer"))) {
      return wrong(
          "is called otherwise at " + address,
          "Write the issuer exactly as the provider does, a slash at its end included.");
    }
    return new Found(
        endpoint(said, "authorization_endpoint"),
        endpoint(said, "token_endpoint"),
        endpoint(said, "revocation_endpoint"),
        said.path("authorization_response_iss_parameter_supported").asBoolean());
  }

  private @Nullable URI endpoint(JsonNode said, String name) {
    String text = Json.text(said, name);
    if (text.isEmpty()) {
      return null;
    }
    URI endpoint;
    try {
      endpoint = URI.create(text);
    } catch (IllegalArgumentException e) {
      wrong("names a " + name + " that is no address", "Set the endpoints yourself.");
      return null;
    }
    String host = endpoint.getHost();
    if (host != null && !isAllowed(host)) {
      wrong(
          "names a %s on '%s', which is not its own host".formatted(name, host),
          "If it is the provider's, add '" + host + "' to allowedHosts.");
      return null;
    }
    var found = new Problems("");
    found.unlessFitForSecrets("", endpoint);
    found
        .found()
        .forEach(each -> wrong("names a " + name + " that " + each.message(), each.remedy()));
    return found.found().isEmpty() ? endpoint : null;
  }

  private boolean isAllowed(String host) {
    return host.equalsIgnoreCase(uri.getHost())
        || allowedHosts.contains(host.toLowerCase(Locale.ROOT));
  }

  private @Nullable Found wrong(String message, String remedy) {
    problems.add(property, message, remedy);
    return null;
  }
}
