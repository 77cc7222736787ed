package dev.tokenkeeper.port;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A provider's page on which users give their consent (RFC 6749 section 3.1), and what our requests
 * to it look like. Immutable data.
 *
 * @param uri the page; a query that it has is kept
 * @param clientId our application
 * @param redirectUri where the browser comes back to; registered there and sent as it is, no other
 *     provider's
 * @param scope as this provider writes it; null to ask for none
 * @param pkce whether a PKCE challenge (RFC 7636, S256) is sent
 * @param echoesState whether the state comes back; where it does not, only the browser's binding
 *     tells whose callback it is
 * @param issuer the provider's issuer identifier (RFC 9207); null if it has none
 * @param alwaysSendsIssuer whether an answer without {@code iss} is not the provider's
 * @param parameters sent besides
 * @param hints names of parameters that the host may add for one user, for example {@code
 *     login_hint}
 */
public record AuthorizationEndpoint(
    URI uri,
    String clientId,
    URI redirectUri,
    @Nullable String scope,
    boolean pkce,
    boolean echoesState,
    @Nullable String issuer,
    boolean alwaysSendsIssuer,
    Map<String, String> parameters,
    Set<String> hints) {

  /** Copies the collections. */
  public AuthorizationEndpoint {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(redirectUri, "redirectUri");
    parameters = Map.copyOf(parameters);
    hints = Set.copyOf(hints);
  }

  /**
   * Returns where to send a browser.
   *
   * @param state unguessable; stands in the address in the clear
   * @param challenge the PKCE challenge, or null without PKCE
   * @param given what the host adds for this user
   * @throws IllegalArgumentException if the host adds what is not a hint; the message names it
   */
  public URI request(Secret state, @Nullable String challenge, Map<String, String> given) {
    requireHints(given);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", redirectUri.toString());
    if (scope != null) {
      query.put("scope", scope);
    }
    query.putAll(parameters);
    query.putAll(given);
    query.put("state", state.reveal(SecretAccess.granted()));
    if (challenge != null) {
      query.put("code_challenge", challenge);
      query.put("code_challenge_method", "S256");
    }
    return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + written(query));
  }

  private void requireHints(Map<String, String> given) {
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(hints);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s may not be added to a request to %s; what may is %s"
              .formatted(unknown, uri.getHost(), new TreeSet<>(hints)));
    }
  }

  private static String written(Map<String, String> query) {
    return query.entrySet().stream()
        .map(each -> encoded(each.getKey()) + '=' + encoded(each.getValue()))
        .collect(joining("&"));
  }

  /** Read alike as a form and as a plain query: a space is not written as a plus. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
