package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How authorizations come to be: what is to be sent for each way, and what a refusal means. */
final class Journeys implements AuthorizationJourneys {
  private final Node node;
  private final FirstGrants grants;
  private final CodeJourneys codes;

  Journeys(Node node, FirstGrants grants, CodeJourneys codes) {
    this.node = node;
    this.grants = grants;
    this.codes = codes;
  }

  @Override
  public AuthorizationRequest begin(AuthorizationId id) {
    return codes.begin(id, Map.of());
  }

  @Override
  public AuthorizationRequest begin(AuthorizationId id, Map<String, String> hints) {
    return codes.begin(id, hints);
  }

  @Override
  public AuthorizationStatus complete(String provider, AuthorizationResponse response) {
    return codes.complete(provider, response);
  }

  @Override
  public AuthorizationStatus exchange(AuthorizationId id, Secret identityToken) {
    return codes.exchange(id, identityToken);
  }

  @Override
  public AuthorizationStatus login(AuthorizationId id, UserLogin login) {
    OAuthProvider provider = node.providers().of(id);
    if (isMinted(provider)) {
      throw new ConfigurationException(
          id.provider(), "mints its tokens and takes no logins", "Use mint() for " + id + ".");
    }
    if (login.keep() && !provider.storedLogins()) {
      throw new ConfigurationException(
          id.provider() + ".storedLogins",
          "is off, so the login of " + id + " cannot be kept",
          "Turn it on, or log in with keep = false.");
    }
    return AuthorizationStatus.of(grants.await(id, () -> send(id, login)));
  }

  @Override
  public AuthorizationStatus mint(AuthorizationId id) {
    OAuthProvider provider = node.providers().of(id);
    if (!isMinted(provider)) {
      throw new ConfigurationException(
          id.provider(), "does not mint tokens", "Send " + id + " on a journey, or log in.");
    }
    requireServiceAccount(id);
    return AuthorizationStatus.of(grants.await(id, () -> mint(id, provider)));
  }

  @Override
  public AuthorizationStatus adopt(
      AuthorizationId id, TokenGrant grant, Map<String, String> attributes) {
    requireServiceAccount(id);
    return AuthorizationStatus.of(grants.await(id, () -> adopted(id, grant, attributes)));
  }

  private Authorization adopted(
      AuthorizationId id, TokenGrant grant, Map<String, String> attributes) {
    String journeyId = RandomId.next();
    Instant now = node.clock().sync();
    Authorization stored = grants.store(journeyId, grants.find(id), grant, null, attributes, now);
    var life = node.providers().profileOf(id).lifetimes().ofAccessToken(grant, now, null);
    if (life.endsAt() != null) {
      node.permits().count(id, journeyId, Duration.between(now, life.endsAt()));
    }
    return stored;
  }

  private static boolean isMinted(OAuthProvider provider) {
    return provider.profile().rotation().rule() == RotationRule.NONE;
  }

  /** Who is a user must not come by a token that hides what the application does in his name. */
  private void requireServiceAccount(AuthorizationId id) {
    var accounts = node.providers().of(id).assertions();
    if (!accounts.isEmpty() && !accounts.containsKey(id.subject())) {
      throw new ConfigurationException(
          id.provider() + ".serviceAccounts",
          "does not name the subject of " + id,
          "Assertions are for service accounts; let a user give consent at a provider with journeys, or add the account if it is one.");
    }
  }

  private Authorization send(AuthorizationId id, UserLogin login) {
    Authorization before = grants.find(id);
    Instant askedAt = node.clock().sync();
    String journeyId = RandomId.next();
    try (Ticket ticket = grants.admitted(id, journeyId)) {
      Outcome outcome = ticket.send(new TokenRequest.Login(login.username(), login.password()));
      StoredLogin kept = login.keep() ? node.seals().sealLogin(id, login) : null;
      return grants.store(
          journeyId, before, granted(id, outcome), kept, login.attributes(), askedAt);
    }
  }

  private Authorization mint(AuthorizationId id, OAuthProvider provider) {
    Authorization before = grants.find(id);
    Instant askedAt = node.clock().sync();
    String journeyId = RandomId.next();
    try (Ticket ticket = grants.admitted(id, journeyId)) {
      Outcome outcome = ticket.send(Exchange.mint(id, provider));
      return grants.store(journeyId, before, granted(id, outcome), null, Map.of(), askedAt);
    }
  }

  private static TokenGrant granted(AuthorizationId id, Outcome outcome) {
    if (outcome instanceof Outcome.Granted granted) {
      return granted.grant();
    }
    if (outcome instanceof Outcome.GrantRefused refused) {
      throw new LoginRefusedException(id, refused.reason());
    }
    Duration wait = FirstGrants.SOON;
    if (outcome instanceof Outcome.Throttled throttled && throttled.retryAfter() != null) {
      wait = throttled.retryAfter();
    }
    throw new TokenUnavailableException(id, FirstGrants.reason(outcome), wait, null);
  }
}
