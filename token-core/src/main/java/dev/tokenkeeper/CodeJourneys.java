package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.CodeExchangeException;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.JourneyException;
import dev.tokenkeeper.domain.JourneyException.Reason;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Authorization-code journeys: begun here, ended wherever their callback arrives. */
final class CodeJourneys {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_OF_ONE = 5;
  private static final int MOST = 100_000;

  private final Node node;
  private final @Nullable JourneyStore store;
  private final FirstGrants grants;

  CodeJourneys(Node node, @Nullable JourneyStore store, FirstGrants grants) {
    this.node = node;
    this.store = store;
    this.grants = grants;
  }

  AuthorizationRequest begin(AuthorizationId id, Map<String, String> hints) {
    AuthorizationEndpoint page = page(id);
    var pass = JourneyPass.create(page.pkce());
    // Built before anything is kept: a hint that is none of the provider's leaves nothing behind.
    var uri = page.request(pass.state(), pass.challenge(), hints);
    Instant now = node.clock().sync();
    long epoch = grants.find(id).epoch();
    var journey =
        new Journey(
            JourneyPass.hash(pass.state()),
            JourneyPass.hash(pass.browserBinding()),
            id,
            epoch,
            pass.verifier() == null ? null : node.seals().sealVerifier(id, epoch, pass.verifier()),
            Lifetime.of(now, LONGEST));
    if (!journeys().begin(journey, MOST_OF_ONE, MOST)) {
      throw new TokenUnavailableException(
          id, "too many journeys are under way", Duration.ofMinutes(1), null);
    }
    return new AuthorizationRequest(uri, pass.browserBinding(), now.plus(LONGEST));
  }

  AuthorizationStatus complete(String provider, AuthorizationResponse response) {
    OAuthProvider installed = node.providers().named(provider);
    Journey journey = new Callback(installed, response).journey(journeys(), node.clock().sync());
    AuthorizationId id = journey.authorization();
    if (response.code() == null || response.error() != null) {
      // The user, or the provider, has declined: the journey is over.
      journeys().take(journey.stateHash());
      throw new LoginRefusedException(id, String.valueOf(response.error()));
    }
    var code = new AuthorizationCode(response.code(), codeLifetime(installed));
    return AuthorizationStatus.of(grants.await(id, () -> end(installed, journey, code)));
  }

  AuthorizationStatus exchange(AuthorizationId id, Secret identityToken) {
    var token = new AuthorizationCode(identityToken, codeLifetime(node.providers().of(id)));
    return AuthorizationStatus.of(
        grants.await(
            id,
            () -> {
              String journeyId = RandomId.next();
              try (Ticket ticket = grants.admitted(id, journeyId)) {
                return send(
                    journeyId, ticket, grants.find(id), new TokenRequest.IdentityToken(token));
              }
            }));
  }

  /**
   * With the key and the permit in hand before the journey is taken: whoever lacks one of them may
   * reload the page.
   */
  private Authorization end(OAuthProvider provider, Journey journey, AuthorizationCode code) {
    AuthorizationId id = journey.authorization();
    Authorization before = grants.find(id);
    if (before.lastRevokedEpoch() > journey.epoch()) {
      journeys().take(journey.stateHash());
      throw new JourneyException(provider.id(), Reason.REVOKED_MEANWHILE);
    }
    var request = new TokenRequest.Code(code, page(id).redirectUri(), verifier(journey));
    String journeyId = RandomId.next();
    try (Ticket ticket = grants.admitted(id, journeyId)) {
      if (!journeys().take(journey.stateHash())) {
        throw new JourneyException(provider.id(), Reason.STATE_UNKNOWN);
      }
      return send(journeyId, ticket, before, request);
    }
  }

  private Authorization send(
      String journeyId, Ticket ticket, Authorization before, TokenRequest request) {
    Instant askedAt = node.clock().now();
    Outcome outcome = ticket.send(request);
    if (outcome instanceof Outcome.Granted granted) {
      return grants.store(journeyId, before, granted.grant(), null, Map.of(), askedAt);
    }
    throw failed(before.id(), FirstGrants.reason(outcome));
  }

  private CodeExchangeException failed(AuthorizationId id, String reason) {
    return new CodeExchangeException(id, reason, again(id));
  }

  private @Nullable AuthorizationRequest again(AuthorizationId id) {
    try {
      boolean hasPage = node.providers().of(id).authorization() != null;
      return hasPage ? begin(id, Map.of()) : null;
    } catch (StoreException | TokenUnavailableException e) {
      // Why the code brought nothing matters more than why no journey could be begun.
      return null;
    }
  }

  private @Nullable Secret verifier(Journey journey) {
    try {
      return journey.verifier() == null
          ? null
          : node.seals().openVerifier(journey.authorization(), journey.epoch(), journey.verifier());
    } catch (UnsealException e) {
      throw failed(journey.authorization(), "its verifier does not open");
    }
  }

  /** There is one wherever a provider has a page; without pages nothing comes this far. */
  private JourneyStore journeys() {
    if (store == null) {
      throw new ConfigurationException(
          "keeper.journeys", "is missing", "Install a persistence module.");
    }
    return store;
  }

  private Lifetime codeLifetime(OAuthProvider provider) {
    return Lifetime.of(node.clock().sync(), provider.profile().lifetimes().code());
  }

  private AuthorizationEndpoint page(AuthorizationId id) {
    AuthorizationEndpoint page = node.providers().of(id).authorization();
    if (page == null) {
      throw new ConfigurationException(
          id.provider() + ".authorization",
          "is not set up, so " + id + " cannot be sent there",
          "Set its page for consent, or use another way.");
    }
    return page;
  }
}
