package dev.tokenkeeper.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token grant as it is stored: both tokens sealed, their lives in the clear.
 *
 * @param epoch the epoch that the tokens were sealed for
 * @param generation the generation that they were sealed for; a promoted spare keeps it, so it may
 *     differ from its row's
 * @param accessToken sealed for {@code ACCESS_TOKEN}
 * @param refreshToken sealed for {@code REFRESH_TOKEN}; null if the provider gave none
 * @param tokenType as the provider wrote it
 * @param scope null if the provider did not say
 * @param accessLifetime bounded by the session's
 * @param refreshLifetime bounded by the session's; null without a refresh token
 * @param session null for providers without sessions
 */
public record SealedGrant(
    long epoch,
    long generation,
    Ciphertext accessToken,
    @Nullable Ciphertext refreshToken,
    String tokenType,
    @Nullable String scope,
    Lifetime accessLifetime,
    @Nullable Lifetime refreshLifetime,
    @Nullable Session session) {

  /** Refuses a refresh token without a lifetime and the reverse. */
  public SealedGrant {
    Objects.requireNonNull(accessToken, "accessToken");
    Objects.requireNonNull(tokenType, "tokenType");
    Objects.requireNonNull(accessLifetime, "accessLifetime");
    if ((refreshToken == null) != (refreshLifetime == null)) {
      throw new IllegalArgumentException("A refresh token and its lifetime come together");
    }
  }
}
