package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.protocol.RevocationRequested;
import java.time.Instant;
import java.util.List;
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
  public Instant revoke(AuthorizationId id) {
    SealedGrant grant = read(id).grant();
    Authorization row = node.ledger().happen(id, new RevocationRequested());
    node.cache().remove(id);
    node.workers().run(() -> revocations.work(row));
    return grant == null ? Instant.EPOCH : node.seals().usableUntil(grant.accessLifetime());
  }

  private Authorization read(AuthorizationId id) {
    node.providers().of(id);
    return node.ledger().find(id).orElseThrow(() -> new UnknownAuthorizationException(id));
  }
}
