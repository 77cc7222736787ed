package dev.tokenkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Secret;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brought back from a provider's page (RFC 6749 section 4.1.2), and what it had kept
 * of its own. Nothing in it is to be believed before the journey is found.
 *
 * @param code null if the provider sent none
 * @param state null if the provider sent none
 * @param issuer {@code iss} (RFC 9207), or null
 * @param error {@code error}, or null
 * @param browserBinding the cookie's value, or null if the browser has none
 * @param repeated whether a parameter was there twice, which no provider does
 */
public record AuthorizationResponse(
    @Nullable Secret code,
    @Nullable Secret state,
    @Nullable String issuer,
    @Nullable String error,
    @Nullable Secret browserBinding,
    boolean repeated) {
  private static final int LONGEST_ERROR = 80;

  /**
   * Reads the query of the request that the browser sent to the redirect URI.
   *
   * @param query as it was sent, still encoded; null if there was none
   * @param browserBinding the value of the cookie that was set when the journey began, or null if
   *     the browser sent none
   */
  public static AuthorizationResponse of(@Nullable String query, @Nullable String browserBinding) {
    Map<String, String> parameters = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (String pair : (query == null ? "" : query).split("&", -1)) {
      int end = pair.indexOf('=');
      String name = decoded(end < 0 ? pair : pair.substring(0, end));
      String value = end < 0 ? "" : decoded(pair.substring(end + 1));
      if (!value.isEmpty() && parameters.putIfAbsent(name, value) != null) {
        twice.add(name);
      }
    }
    twice.retainAll(Set.of("code", "state", "iss", "error"));
    return new AuthorizationResponse(
        secret(parameters.get("code")),
        secret(parameters.get("state")),
        parameters.get("iss"),
        harmless(parameters.get("error")),
        secret(browserBinding),
        !twice.isEmpty());
  }

  private static @Nullable Secret secret(@Nullable String value) {
    return value == null || value.isEmpty() ? null : Secret.of(value);
  }

  /** RFC 6749 section 4.1.2.1 gives the characters; whoever calls the callback chooses others. */
  private static @Nullable String harmless(@Nullable String error) {
    if (error == null) {
      return null;
    }
    String clean = error.replaceAll("[^A-Za-z0-9_.:/-]", "?");
    return clean.length() <= LONGEST_ERROR ? clean : clean.substring(0, LONGEST_ERROR);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
