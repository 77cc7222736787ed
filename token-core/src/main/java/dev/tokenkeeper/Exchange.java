package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Quarantined;
import dev.tokenkeeper.protocol.Refused;
import dev.tokenkeeper.protocol.Released;
import dev.tokenkeeper.protocol.Unanswered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt on a claimed row: opens what is to be sent, sends it once, stores what comes back.
 */
final class Exchange {
  private final Node node;

  Exchange(Node node) {
    this.node = node;
  }

  /**
   * Runs the attempt and returns what the row became.
   *
   * @param claimed the row with our attempt
   * @param ticket given back when this returns
   * @param sinceClaim started before the claim was written
   */
  Authorization run(Authorization claimed, Ticket ticket, Stopwatch sinceClaim) {
    try (ticket) {
      return node.ledger().happenForSure(claimed.id(), attempt(claimed, ticket, sinceClaim));
    } catch (KeyUnavailableException e) {
      // The node is not ready and has sent nothing; the row is innocent.
      release(claimed);
      throw e;
    }
  }

  private void release(Authorization claimed) {
    var released = new Released(attemptOf(claimed).id(), FailureKind.NOT_SENT, null);
    node.ledger().happenForSure(claimed.id(), released);
  }

  private Happening attempt(Authorization row, Ticket ticket, Stopwatch sinceClaim) {
    Attempt attempt = attemptOf(row);
    TokenRequest request;
    try {
      request = request(row, attempt);
    } catch (UnsealException e) {
      return new Quarantined(row.revision());
    } catch (ConfigurationException e) {
      // Ours to mend, and nothing that the user could help with.
      return new Released(attempt.id(), FailureKind.CLIENT_REFUSED, null);
    }
    boolean mayStillSend = attempt.kind() == Attempt.Kind.FIRST || isStillOpen(row.id(), attempt);
    if (!mayStillSend
        || sinceClaim.exceeds(node.providers().profileOf(row.id()).timing().sendBudget())) {
      return new Released(attempt.id(), FailureKind.NOT_SENT, null);
    }
    return judge(row, attempt, request, ticket.send(request));
  }

  /** Before a token is sent again: an answer to the first send may have been stored just now. */
  private boolean isStillOpen(AuthorizationId id, Attempt attempt) {
    try {
      return node.ledger().find(id).filter(row -> isOurs(row, attempt.id())).isPresent();
    } catch (StoreException e) {
      return false;
    }
  }

  private TokenRequest request(Authorization row, Attempt attempt) {
    return switch (attempt.purpose()) {
      case MINT -> mint(row.id(), node.providers().of(row.id()));
      case LOGIN -> {
        if (row.login() == null) {
          throw new IllegalStateException(row + " has no login to send");
        }
        yield node.seals().openLogin(row.id(), row.login());
      }
      case REFRESH -> new TokenRequest.Refresh(refreshToken(row));
    };
  }

  /**
   * Returns what mints a token for a subject.
   *
   * @throws ConfigurationException if it is a service account that the settings no longer name
   */
  static TokenRequest mint(AuthorizationId id, OAuthProvider provider) {
    if (provider.assertions().isEmpty()) {
      return new TokenRequest.Mint();
    }
    Secret assertion = provider.assertions().get(id.subject());
    if (assertion == null) {
      throw new ConfigurationException(
          id.provider() + ".serviceAccounts",
          "does not name the subject of " + id + " any more",
          "Add it, or revoke the authorization.");
    }
    return new TokenRequest.Assertion(assertion);
  }

  private Secret refreshToken(Authorization row) {
    SealedGrant grant = row.grant();
    if (grant == null || grant.refreshToken() == null) {
      throw new IllegalStateException(row + " has no refresh token to send");
    }
    return node.seals().openRefreshToken(row.id(), grant, grant.refreshToken());
  }

  private Happening judge(
      Authorization row, Attempt attempt, TokenRequest request, Outcome outcome) {
    if (outcome instanceof Outcome.Granted granted) {
      node.providers().refusals(row.id()).granted();
      return granted(row, attempt, request, granted.grant());
    }
    if (outcome instanceof Outcome.GrantRefused) {
      return refused(row, attempt);
    }
    if (outcome instanceof Outcome.ClientRefused) {
      suspend(row);
      return new Released(attempt.id(), FailureKind.CLIENT_REFUSED, null);
    }
    if (outcome instanceof Outcome.Throttled throttled) {
      return new Released(attempt.id(), FailureKind.THROTTLED, throttled.retryAfter());
    }
    if (outcome instanceof Outcome.NotSent) {
      return new Released(attempt.id(), FailureKind.NOT_SENT, null);
    }
    return new Unanswered(attempt.id(), row.epoch(), row.generation());
  }

  private Happening granted(
      Authorization row, Attempt attempt, TokenRequest request, TokenGrant grant) {
    OAuthProvider provider = node.providers().of(row.id());
    ProviderProfile profile = provider.profile();
    Secret sent = request instanceof TokenRequest.Refresh refresh ? refresh.refreshToken() : null;
    SealedGrant sealed = node.seals().sealNext(row, profile, grant, sent);
    boolean prepared =
        attempt.purpose() == Attempt.Purpose.REFRESH
            ? row.prepared()
            : provider.preparation() == null;
    return new Granted(attempt.id(), attempt.purpose(), sealed, prepared);
  }

  /** NoFalseReauth: a refusal counts once it is clear that it is this user's. */
  private Happening refused(Authorization row, Attempt attempt) {
    Instant now = node.clock().now();
    ProviderProfile profile = node.providers().profileOf(row.id());
    Refusals refusals = node.providers().refusals(row.id());
    if (!row.failure().isGrantDead() && attempt.kind() == Attempt.Kind.FIRST) {
      refusals.unexpected(row.id(), now);
    }
    boolean storm = refusals.areStorm(now, profile.timing().longestDoubt());
    if (storm) {
      suspend(row);
    }
    return storm || deservesSecondOpinion(row, attempt, profile)
        ? new Released(attempt.id(), FailureKind.REFUSAL_DOUBTED, null)
        : new Refused(attempt.id(), row.epoch(), row.generation());
  }

  /** A token that was never sent before cannot have been spent; a login helps without a person. */
  private static boolean deservesSecondOpinion(
      Authorization row, Attempt attempt, ProviderProfile profile) {
    return attempt.purpose() == Attempt.Purpose.REFRESH
        && attempt.kind() == Attempt.Kind.FIRST
        && !row.canLogIn()
        && !row.failure().isGrantDead()
        && profile.rotation().penalty() != ReusePenalty.WIDER
        && !row.failure().isDoubted();
  }

  private void suspend(Authorization row) {
    Instant now = node.clock().now();
    Instant until = node.suspensions().begin(row.id(), now);
    node.ledger().tell(new ProviderSuspended(row.id(), now, until));
  }

  private static Attempt attemptOf(Authorization row) {
    @Nullable Attempt attempt = row.attempt();
    if (attempt == null) {
      throw new IllegalStateException(row + " is not claimed");
    }
    return attempt;
  }

  static boolean isOurs(Authorization row, String attemptId) {
    return row.attempt() != null && row.attempt().id().equals(attemptId);
  }
}
