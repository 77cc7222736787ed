package dev.tokenkeeper.astra;

import dev.tokenkeeper.domain.Secret;
import java.util.Map;

/**
 * Consent without a browser, for the programs that Astra lets do so: API-only authorization
 * (provider notes, 4.4). Each call sends one request and waits for its answer. Safe for use by many
 * threads.
 *
 * <p>What it returns is good for one exchange within a minute: hand it to {@link
 * dev.tokenkeeper.AuthorizationJourneys#exchange}, which tells Astra that the user's consent was
 * captured. To have captured it is for the host.
 *
 * @see AstraSettings#partnerIdentity()
 */
public final class PartnerIdentity {
  private final Conversation astra;

  PartnerIdentity(Conversation astra) {
    this.astra = astra;
  }

  /**
   * Vouches for somebody who has a user at Astra.
   *
   * @param id Astra's, see {@link UserIntent#userId}
   * @return the one-time token
   * @throws AstraException if Astra refuses, or no usable answer came
   * @throws IllegalArgumentException if the id is blank
   */
  public Secret verifyUser(String id) {
    return verify("user_id", id);
  }

  /**
   * Vouches for somebody who was announced and has not become a user yet.
   *
   * @param id Astra's, see {@link UserIntent#id}
   * @return the one-time token
   * @throws AstraException if Astra refuses, or no usable answer came
   * @throws IllegalArgumentException if the id is blank
   */
  public Secret verifyUserIntent(String id) {
    return verify(AstraSettings.USER_INTENT_HINT, id);
  }

  private Secret verify(String field, String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank");
    }
    return astra
        .post("to verify an identity", Map.of(field, id), "token", "Ask again.")
        .text("token")
        .map(Secret::of)
        .orElseThrow();
  }
}
