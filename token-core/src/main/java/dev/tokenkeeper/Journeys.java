package dev.tokenkeeper;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.protocol.Reauthorized;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How authorizations come to be: the grant is stored before anything else is done with it. */
final class Journeys implements AuthorizationJourneys {
  private final Node node;
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Renewals renewals;

  Journeys(Node node, Renewals renewals) {
    this.node = node;
    this.renewals = renewals;
  }

  @Override
  public AuthorizationStatus login(AuthorizationId id, UserLogin login) {
    OAuthProvider provider = node.providers().of(id);
    if (login.keep() && !provider.storedLogins()) {
      throw new ConfigurationException(
          id.provider() + ".storedLogins",
          "is off, so the login of " + id + " cannot be kept",
          "Turn it on, or log in with keep = false.");
    }
    var result = new CompletableFuture<Authorization>();
    boolean begun = node.workers().run(() -> complete(result, id, provider, login));
    if (!begun) {
      throw new TokenUnavailableException(id, "the keeper is closed", SOON, null);
    }
    return ready(Waiting.on(id, result, node.settings().longestWait()));
  }

  @Override
  public AuthorizationStatus adopt(
      AuthorizationId id, TokenGrant grant, Map<String, String> attributes) {
    OAuthProvider provider = node.providers().of(id);
    Authorization before = node.ledger().find(id).orElseGet(() -> Authorization.absent(id));
    return ready(store(provider, before, grant, null, attributes, node.clock().sync()));
  }

  private void complete(
      CompletableFuture<Authorization> result,
      AuthorizationId id,
      OAuthProvider provider,
      UserLogin login) {
    try {
      result.complete(send(id, provider, login));
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private Authorization send(AuthorizationId id, OAuthProvider provider, UserLogin login) {
    Authorization before = node.ledger().find(id).orElseGet(() -> Authorization.absent(id));
    Instant askedAt = node.clock().sync();
    try (Ticket ticket = admitted(id, provider.endpoint().admit(Attempt.Purpose.LOGIN))) {
      Outcome outcome = ticket.send(new TokenRequest.Login(login.username(), login.password()));
      StoredLogin kept = login.keep() ? node.seals().sealLogin(id, login) : null;
      return store(provider, before, granted(id, outcome), kept, login.attributes(), askedAt);
    }
  }

  private static Ticket admitted(AuthorizationId id, Admission admission) {
    if (admission instanceof Held held) {
      throw new TokenUnavailableException(id, held.reason(), held.retryAfter(), null);
    }
    return (Ticket) admission;
  }

  private static TokenGrant granted(AuthorizationId id, Outcome outcome) {
    if (outcome instanceof Outcome.Granted granted) {
      return granted.grant();
    }
    if (outcome instanceof Outcome.GrantRefused refused) {
      throw new LoginRefusedException(id, refused.reason());
    }
    if (outcome instanceof Outcome.Throttled throttled) {
      Duration wait = throttled.retryAfter() == null ? SOON : throttled.retryAfter();
      throw new TokenUnavailableException(id, "the provider asks us to wait", wait, null);
    }
    throw new TokenUnavailableException(id, reason(outcome), SOON, null);
  }

  private static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.ClientRefused refused) {
      return "the provider refuses our application (" + refused.reason() + ")";
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      return "nothing could be sent (" + notSent.reason() + ")";
    }
    return outcome instanceof Outcome.Unknown unknown
        ? "no usable answer came (" + unknown.reason() + ")"
        : "the provider answered out of turn";
  }

  private Authorization store(
      OAuthProvider provider,
      Authorization before,
      TokenGrant grant,
      @Nullable StoredLogin login,
      Map<String, String> attributes,
      Instant askedAt) {
    SealedGrant sealed =
        node.seals()
            .sealFirst(
                before.id(), before.epoch() + 1, grant, provider.profile().lifetimes(), askedAt);
    Map<String, String> facts = new HashMap<>(attributes);
    facts.putAll(grant.attributes());
    boolean prepared = provider.preparation() == null;
    return node.ledger()
        .happenForSure(
            before.id(),
            new Reauthorized(RandomId.next(), before.epoch(), sealed, login, facts, prepared));
  }

  /** The session is made ready at once; if that takes longer, the first reader waits for it. */
  private AuthorizationStatus ready(Authorization row) {
    renewals.publish(row);
    if (!row.prepared()) {
      try {
        Waiting.on(
            row.id(), renewals.obtain(row.id(), Demand.FRESH), node.settings().longestWait());
      } catch (TokenUnavailableException e) {
        // The tokens are safe; the sweeper goes on preparing.
      }
    }
    return AuthorizationStatus.of(node.ledger().find(row.id()).orElse(row));
  }
}
