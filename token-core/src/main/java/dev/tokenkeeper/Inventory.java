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
  private final Providers providers;
  private final Ledger ledger;
  private final AuthorizationDirectory directory;
  private final Renewals renewals;
  private final Revocations revocations;
  private final TokenCache cache;
  private final Seals seals;
  private final Workers workers;
  private final KeeperSettings settings;

  Inventory(
      Providers providers,
      Ledger ledger,
      AuthorizationDirectory directory,
      Renewals renewals,
      Revocations revocations,
      TokenCache cache,
      Seals seals,
      Workers workers,
      KeeperSettings settings) {
    this.providers = providers;
    this.ledger = ledger;
    this.directory = directory;
    this.renewals = renewals;
    this.revocations = revocations;
    this.cache = cache;
    this.seals = seals;
    this.workers = workers;
    this.settings = settings;
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
    Waiting.on(id, renewals.obtain(id, demand), settings.longestWait());
    return status(id);
  }

  @Override
  public Instant revoke(AuthorizationId id) {
    SealedGrant grant = read(id).grant();
    Authorization row = ledger.happen(id, new RevocationRequested());
    cache.remove(id);
    workers.run(() -> revocations.work(row));
    return grant == null ? Instant.EPOCH : seals.usableUntil(grant.accessLifetime());
  }

  private Authorization read(AuthorizationId id) {
    providers.of(id);
    return ledger.find(id).orElseThrow(() -> new UnknownAuthorizationException(id));
  }
}
