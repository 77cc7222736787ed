package dev.tokenkeeper;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest.Revoke;
import dev.tokenkeeper.protocol.Revoked;
import dev.tokenkeeper.protocol.SpareRevoked;
import java.util.List;

/** Tells providers of tokens that must die; what could not be told stays due and is told later. */
final class Revocations {
  private final Node node;

  Revocations(Node node) {
    this.node = node;
  }

  static boolean pendingIn(Authorization row) {
    return row.status() == Status.REVOKING || !toRevoke(row).isEmpty();
  }

  /** Tells the provider of all that is pending in the row. Does not throw. */
  void work(Authorization row) {
    try {
      for (Spare spare : toRevoke(row)) {
        if (told(row.id(), spare.grant())) {
          node.ledger().happen(row.id(), new SpareRevoked(spare));
        }
      }
      if (row.status() == Status.REVOKING && (row.grant() == null || told(row.id(), row.grant()))) {
        node.ledger().happen(row.id(), new Revoked(row.epoch()));
      }
    } catch (TokenKeeperException e) {
      // The row is still due; the next sweep tries again.
    }
  }

  private static List<Spare> toRevoke(Authorization row) {
    return row.spares().stream().filter(spare -> spare.purpose() == Spare.Purpose.REVOKE).toList();
  }

  private boolean told(AuthorizationId id, SealedGrant grant) {
    OAuthProvider provider = node.providers().of(id);
    if (!provider.profile().revocable()) {
      return true;
    }
    if (provider.endpoint().admit(Attempt.Purpose.REFRESH) instanceof Ticket ticket) {
      try (ticket) {
        return ticket.send(request(id, grant)) instanceof Outcome.Revoked;
      } catch (UnsealException e) {
        // Nobody can tell the provider of a token that nobody can read.
        return true;
      }
    }
    return false;
  }

  /** The refresh token ends the whole grant at most providers (RFC 7009 section 2.1). */
  private Revoke request(AuthorizationId id, SealedGrant grant) {
    Ciphertext refreshToken = grant.refreshToken();
    return refreshToken == null
        ? new Revoke(node.seals().openAccessValue(id, grant), Revoke.Hint.ACCESS_TOKEN)
        : new Revoke(
            node.seals().openRefreshToken(id, grant, refreshToken), Revoke.Hint.REFRESH_TOKEN);
  }
}
