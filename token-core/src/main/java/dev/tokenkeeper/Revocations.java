package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.domain.TokenRevocation.Result;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest.Revoke;
import dev.tokenkeeper.protocol.Postponed;
import dev.tokenkeeper.protocol.Revoked;
import dev.tokenkeeper.protocol.SpareRevoked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells providers of tokens that must die; what could not be told stays due and is told later. */
final class Revocations {
  /** How far clocks may differ before a token that seems to have ended has. */
  private static final Duration DOUBT = Duration.ofMinutes(1);

  private static final Duration UNTOLD = Duration.ofMinutes(1);

  private final Node node;

  Revocations(Node node) {
    this.node = node;
  }

  static boolean pendingIn(Authorization row) {
    return row.status() == Status.REVOKING || !toRevoke(row).isEmpty();
  }

  /**
   * Tells the provider of all that is pending in the row, and returns what has become of each
   * token. Does not throw.
   */
  List<TokenRevocation> work(Authorization row) {
    List<TokenRevocation> all = new ArrayList<>();
    try {
      for (Spare spare : toRevoke(row)) {
        List<TokenRevocation> told = tell(row, spare.grant());
        all.addAll(told);
        if (isOver(told)) {
          node.ledger().happen(row.id(), new SpareRevoked(spare, told));
        }
      }
      if (row.status() == Status.REVOKING) {
        List<TokenRevocation> told = row.grant() == null ? List.of() : tell(row, row.grant());
        all.addAll(told);
        giveBack(row, told);
        if (isOver(told)) {
          node.ledger().happen(row.id(), new Revoked(row.epoch(), told));
        }
      }
    } catch (TokenKeeperException e) {
      // The row is still due; the next sweep tries again.
    }
    return all;
  }

  /**
   * A token that the provider has ended is none of the live ones any more. A spare's is counted to
   * its end: what it is called does not always tell which attempt it came of.
   */
  private void giveBack(Authorization row, List<TokenRevocation> told) {
    String attempt = row.lastCommittedAttempt();
    boolean isDead = told.contains(new TokenRevocation(TokenKind.ACCESS_TOKEN, Result.REVOKED));
    if (isDead && attempt != null) {
      node.permits().count(row.id(), attempt, Duration.ZERO);
    }
  }

  /** What is said of a grant's tokens while nobody knows more. */
  static List<TokenRevocation> pending(@Nullable SealedGrant grant) {
    if (grant == null) {
      return List.of();
    }
    var access = new TokenRevocation(TokenKind.ACCESS_TOKEN, Result.PENDING);
    return grant.refreshToken() == null
        ? List.of(access)
        : List.of(new TokenRevocation(TokenKind.REFRESH_TOKEN, Result.PENDING), access);
  }

  private static List<Spare> toRevoke(Authorization row) {
    return row.spares().stream().filter(spare -> spare.purpose() == Spare.Purpose.REVOKE).toList();
  }

  private static boolean isOver(List<TokenRevocation> told) {
    return told.stream().noneMatch(each -> each.result() == Result.PENDING);
  }

  /** The refresh token first: it is the one that would bring others (RFC 7009 section 2.1). */
  private List<TokenRevocation> tell(Authorization row, SealedGrant grant) {
    List<TokenRevocation> told = new ArrayList<>();
    boolean allEnd = false;
    if (grant.refreshToken() != null) {
      Result result = tell(row, grant, TokenKind.REFRESH_TOKEN);
      told.add(new TokenRevocation(TokenKind.REFRESH_TOKEN, result));
      allEnd =
          result == Result.REVOKED
              && node.providers().profileOf(row.id()).revocation() == RevocationReach.SESSION;
    }
    Result result = allEnd ? Result.REVOKED : tell(row, grant, TokenKind.ACCESS_TOKEN);
    told.add(new TokenRevocation(TokenKind.ACCESS_TOKEN, result));
    return told;
  }

  private Result tell(Authorization row, SealedGrant grant, TokenKind kind) {
    AuthorizationId id = row.id();
    boolean access = kind == TokenKind.ACCESS_TOKEN;
    Lifetime life = access ? grant.accessLifetime() : grant.refreshLifetime();
    if (life != null && life.isOver(node.clock().now().minus(DOUBT))) {
      return Result.ENDED;
    }
    OAuthProvider provider = node.providers().of(id);
    if (!provider.profile().revocable()) {
      return Result.NOT_REVOCABLE;
    }
    try {
      Secret token = access ? node.seals().openAccessValue(id, grant) : refreshToken(id, grant);
      return send(row, node.permits().admit(Errand.revocation(id)), new Revoke(token, kind));
    } catch (UnsealException e) {
      return Result.UNREADABLE;
    }
  }

  private Secret refreshToken(AuthorizationId id, SealedGrant grant) {
    if (grant.refreshToken() == null) {
      throw new IllegalStateException(id + " has no refresh token to revoke");
    }
    return node.seals().openRefreshToken(id, grant, grant.refreshToken());
  }

  private Result send(Authorization row, Admission admission, Revoke request) {
    if (admission instanceof Held held) {
      return untold(row, held.retryAfter());
    }
    try (Ticket ticket = (Ticket) admission) {
      Outcome outcome = ticket.send(request);
      if (outcome instanceof Outcome.Revoked) {
        return Result.REVOKED;
      }
      Duration wait =
          outcome instanceof Outcome.Throttled throttled && throttled.retryAfter() != null
              ? throttled.retryAfter()
              : UNTOLD;
      return untold(row, wait);
    }
  }

  /** A row that is still in use keeps its own times; it is looked at again soon enough. */
  private Result untold(Authorization row, Duration wait) {
    if (row.status() != Status.ACTIVE) {
      node.ledger().happen(row.id(), new Postponed(node.clock().now().plus(wait)));
    }
    return Result.PENDING;
  }
}
