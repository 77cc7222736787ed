package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.TokenGrant;
import java.util.Map;

/** The ways in which an authorization comes to be, or comes back. Safe for use by many threads. */
public interface AuthorizationJourneys {

  /**
   * Logs a user in with a user name and password and stores what the provider grants. Waits for the
   * provider. An authorization that there was before is replaced only on success; its tokens are
   * revoked where the provider can.
   *
   * @throws dev.tokenkeeper.domain.LoginRefusedException if the provider refuses; nothing has
   *     changed
   * @throws dev.tokenkeeper.domain.TokenUnavailableException if no answer came; nothing has changed
   * @throws dev.tokenkeeper.domain.ConfigurationException if the login shall be kept and the
   *     provider is not set up to keep logins
   */
  AuthorizationStatus login(AuthorizationId id, UserLogin login);

  /**
   * Takes over tokens that were obtained elsewhere. They must not be used elsewhere any more.
   *
   * @param grant as the provider answered it just now
   * @param attributes facts about the user's account, none of them secret
   */
  AuthorizationStatus adopt(AuthorizationId id, TokenGrant grant, Map<String, String> attributes);
}
