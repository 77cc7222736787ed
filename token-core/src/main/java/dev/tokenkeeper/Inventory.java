package dev.tokenkeeper;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.protocol.RevocationRequested;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
    read(id);
    Authorization row = node.ledger().happen(id, new RevocationRequested());
    node.cache().remove(id);
    return new Revocation(unservedFrom(row), told(row, row.grant()));
  }

  /** By the row as written: a renewal may have come just before, and a spare have been current. */
  private Instant unservedFrom(Authorization row) {
    return Stream.concat(Stream.ofNullable(row.grant()), row.spares().stream().map(Spare::grant))
        .map(grant -> node.seals().usableUntil(grant.accessLifetime()))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
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
