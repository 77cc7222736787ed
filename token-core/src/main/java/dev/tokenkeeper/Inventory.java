package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.protocol.RevocationRequested;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is known about authorizations, read from the store each time. */
final class Inventory implements Authorizations {
  private final Node node;
  private final AuthorizationDirectory directory;
  private final Renewals renewals;
  private final Revocations revocations;

  Inventory(
      Node node, AuthorizationDirectory directory, Renewals renewals, Revocations revocations) {
    this.node = node;
    this.directory = directory;
    this.renewals = renewals;
    this.revocations = revocations;
  }

  @Override
  public AuthorizationStatus status(AuthorizationId id) {
    return AuthorizationStatus.of(read(id));
  }

  @Override
  public List<AuthorizationStatus> list(@Nullable AuthorizationId after, int max) {
    return directory.list(after, max).stream().map(AuthorizationStatus::of).toList();
  }

  @Override
  public AuthorizationStatus renew(AuthorizationId id) {
    CachedToken entry = renewals.read(id);
    Demand demand = Demand.newerThan(renewals.open(entry));
    Waiting.on(id, renewals.obtain(id, demand), node.settings().longestWait());
    return status(id);
  }

  @Override
  public Revocation revoke(AuthorizationId id) {
    SealedGrant grant = read(id).grant();
    Authorization row = node.ledger().happen(id, new RevocationRequested());
    node.cache().remove(id);
    Instant unserved =
        grant == null ? Instant.EPOCH : node.seals().usableUntil(grant.accessLifetime());
    return new Revocation(unserved, told(row, grant));
  }

  /** Reading has ended already; who is asked to wait longer than that is told so. */
  private List<TokenRevocation> told(Authorization row, @Nullable SealedGrant grant) {
    var told = new CompletableFuture<List<TokenRevocation>>();
    if (node.workers().run(() -> told.complete(revocations.work(row)))) {
      try {
        return Waiting.on(row.id(), told, node.settings().longestWait());
      } catch (TokenUnavailableException e) {
        // The sweeper goes on.
      }
    }
    return Revocations.pending(grant);
  }

  private Authorization read(AuthorizationId id) {
    node.providers().of(id);
    return node.ledger().find(id).orElseThrow(() -> new UnknownAuthorizationException(id));
  }
}
