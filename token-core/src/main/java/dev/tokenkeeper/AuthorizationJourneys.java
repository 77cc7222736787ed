package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import java.util.Map;

/**
 * The ways in which an authorization comes to be, or comes back. Safe for use by many threads.
 *
 * <p>Whichever way it is, what the provider grants is stored before anything else is done with it.
 * Where the provider tells whose account a grant is for, an authorization that there was before is
 * given up only when the new grant turns out to be the same account's; its tokens are then revoked
 * where the provider can.
 *
 * <p>Those that wait for the provider throw {@link
 * dev.tokenkeeper.domain.TokenUnavailableException} if nothing could be sent or no answer came;
 * nothing has changed then.
 */
public interface AuthorizationJourneys {

  /** Begins an authorization-code journey without hints. */
  AuthorizationRequest begin(AuthorizationId id);

  /**
   * Begins an authorization-code journey (RFC 6749 section 4.1): returns where to send the user's
   * browser, and what the browser has to keep until it comes back. A journey lasts ten minutes and
   * is good for one callback; of those of one authorization the newest five count.
   *
   * @param hints what to add to the request for this user, as the provider allows it, for example
   *     Astra's {@code user_intent_id} or RingCentral's {@code login_hint}
   * @throws dev.tokenkeeper.domain.ConfigurationException if the provider has no page for consent
   * @throws dev.tokenkeeper.domain.TokenUnavailableException if too many journeys are under way
   * @throws IllegalArgumentException if a hint is none of the provider's
   */
  AuthorizationRequest begin(AuthorizationId id, Map<String, String> hints);

  /**
   * Ends an authorization-code journey: finds it by state and browser, exchanges the code, once,
   * and stores what the provider grants. Waits for the provider.
   *
   * @param provider at whose redirect URI the browser arrived; each provider has its own
   * @param response what the browser brought
   * @return what is known about the authorization, whichever the journey was for
   * @throws dev.tokenkeeper.domain.JourneyException if the callback belongs to no journey of this
   *     browser; nothing was sent
   * @throws dev.tokenkeeper.domain.LoginRefusedException if the user, or the provider, declined
   * @throws dev.tokenkeeper.domain.CodeExchangeException if the code brought no tokens; it carries
   *     a new journey
   * @throws dev.tokenkeeper.domain.OtherAccountException if the user came back with another account
   *     than the authorization's
   */
  AuthorizationStatus complete(String provider, AuthorizationResponse response);

  /**
   * Exchanges a one-time token that stands for the user's consent where no browser is sent to the
   * provider, and stores what the provider grants, for example Astra's API-only authorization.
   *
   * @throws dev.tokenkeeper.domain.CodeExchangeException if it brought no tokens
   * @throws dev.tokenkeeper.domain.OtherAccountException see {@link #complete}
   */
  AuthorizationStatus exchange(AuthorizationId id, Secret identityToken);

  /**
   * Logs a user in with a user name and password and stores what the provider grants. Waits for the
   * provider. An authorization that there was before is replaced only on success; its tokens are
   * revoked where the provider can.
   *
   * @throws dev.tokenkeeper.domain.LoginRefusedException if the provider refuses; nothing has
   *     changed
   * @throws dev.tokenkeeper.domain.ConfigurationException if the login shall be kept and the
   *     provider is not set up to keep logins, or if its tokens are minted
   */
  AuthorizationStatus login(AuthorizationId id, UserLogin login);

  /**
   * Mints the first token of a service account, or of our own application, and stores it. From then
   * on it is minted again whenever it has to be.
   *
   * @throws dev.tokenkeeper.domain.LoginRefusedException if the provider refuses; nothing has
   *     changed
   * @throws dev.tokenkeeper.domain.ConfigurationException if the provider's tokens are not minted,
   *     or the subject is none of the service accounts in its settings
   */
  AuthorizationStatus mint(AuthorizationId id);

  /**
   * Takes over tokens that were obtained elsewhere. They must not be used elsewhere any more.
   *
   * @param grant as the provider answered it just now
   * @param attributes facts about the user's account, none of them secret
   * @throws dev.tokenkeeper.domain.ConfigurationException if the provider's tokens are minted for
   *     service accounts, and the subject is none of them
   * @throws dev.tokenkeeper.domain.OtherAccountException see {@link #complete}
   */
  AuthorizationStatus adopt(AuthorizationId id, TokenGrant grant, Map<String, String> attributes);
}
