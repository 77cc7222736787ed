package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.protocol.Reauthorized;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first grant of an epoch: had on a worker, stored before anything else is done with it. */
final class FirstGrants {
  static final Duration SOON = Duration.ofSeconds(5);

  private final Node node;
  private final Renewals renewals;

  FirstGrants(Node node, Renewals renewals) {
    this.node = node;
    this.renewals = renewals;
  }

  /** Does the work on a worker, and waits for it. */
  Authorization await(AuthorizationId id, Supplier<Authorization> work) {
    var result = new CompletableFuture<Authorization>();
    boolean begun = node.workers().run(() -> complete(result, work));
    if (!begun) {
      throw new TokenUnavailableException(id, "the keeper is closed", SOON, null);
    }
    return Waiting.on(id, result, node.settings().longestWait());
  }

  private static void complete(
      CompletableFuture<Authorization> result, Supplier<Authorization> work) {
    try {
      result.complete(work.get());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** Returns the permit to send what a person is waiting for. */
  Ticket admitted(AuthorizationId id, String journeyId) {
    Admission admission = node.permits().admit(Errand.firstGrant(id, journeyId));
    if (admission instanceof Held held) {
      throw new TokenUnavailableException(id, held.reason(), held.retryAfter(), null);
    }
    return (Ticket) admission;
  }

  /** Returns the row as it is, or one of which nothing is stored yet. */
  Authorization find(AuthorizationId id) {
    return node.ledger().find(id).orElseGet(() -> Authorization.absent(id));
  }

  /**
   * Stores a grant, then makes it ready for its first use.
   *
   * @param journeyId random and never used before
   * @param before the row as it was when the grant was asked for
   * @param askedAt store time, before it was asked for
   */
  Authorization store(
      String journeyId,
      Authorization before,
      TokenGrant grant,
      @Nullable StoredLogin login,
      Map<String, String> attributes,
      Instant askedAt) {
    OAuthProvider provider = node.providers().of(before.id());
    SealedGrant sealed =
        node.seals()
            .sealFirst(
                before.id(), before.epoch() + 1, grant, provider.profile().lifetimes(), askedAt);
    boolean toConfirm = provider.owner() != null;
    Map<String, String> facts = new HashMap<>(attributes);
    facts.putAll(toConfirm ? Map.of() : grant.attributes());
    boolean prepared = provider.preparation() == null && !toConfirm;
    Authorization stored =
        node.ledger()
            .happenForSure(
                before.id(),
                new Reauthorized(
                    journeyId, before.epoch(), sealed, login, facts, toConfirm, prepared));
    // Who has disconnected meanwhile has the last word; the tokens are to be revoked.
    boolean isCurrent = stored.status() == Status.ACTIVE && journeyId.equals(stored.journey());
    return isCurrent ? renewals.prepare(stored, grant.attributes()) : stored;
  }

  /** What is said to whoever waits for a grant that did not come. */
  static String reason(Outcome outcome) {
    if (outcome instanceof Outcome.ClientRefused refused) {
      return "the provider refuses our application (" + refused.reason() + ")";
    }
    if (outcome instanceof Outcome.GrantRefused refused) {
      return refused.reason();
    }
    if (outcome instanceof Outcome.NotSent notSent) {
      return "nothing could be sent (" + notSent.reason() + ")";
    }
    if (outcome instanceof Outcome.Throttled) {
      return "the provider asks us to wait";
    }
    return outcome instanceof Outcome.Unknown unknown
        ? "no usable answer came (" + unknown.reason() + ")"
        : "the provider answered out of turn";
  }
}
