package dev.tokenkeeper.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint answered (RFC 6749 section 5.1), as it was said: durations are the
 * provider's, however absurd; {@link Lifetimes} makes sense of them.
 *
 * @param accessToken the access token
 * @param tokenType as written; {@code Bearer} where the provider said nothing
 * @param expiresIn the access token's life, null if not said
 * @param refreshToken null if the answer carried none
 * @param refreshExpiresIn the refresh token's life, null if not said
 * @param scope null if not said
 * @param sessionId null if not said
 * @param sessionExpiresIn how long the session will still go on, null if not said
 * @param attributes further facts worth keeping, none of them secret
 */
public record TokenGrant(
    Secret accessToken,
    String tokenType,
    @Nullable Duration expiresIn,
    @Nullable Secret refreshToken,
    @Nullable Duration refreshExpiresIn,
    @Nullable String scope,
    @Nullable String sessionId,
    @Nullable Duration sessionExpiresIn,
    Map<String, String> attributes) {

  /** Copies the attributes. */
  public TokenGrant {
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(tokenType, "tokenType");
    attributes = Map.copyOf(attributes);
  }

  /** Returns a grant of two tokens about whose lives the provider said the given times. */
  public static TokenGrant of(
      Secret accessToken, @Nullable Duration expiresIn, @Nullable Secret refreshToken) {
    return new TokenGrant(
        accessToken, "Bearer", expiresIn, refreshToken, null, null, null, null, Map.of());
  }
}
