package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.QuarantinedException;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Quarantined;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The flights of this process, at most one per authorization: whoever comes later joins. */
final class Renewals {
  final Node node;
  final Exchange exchange;
  private final Preparations preparations;
  private final ConcurrentMap<AuthorizationId, Flight> flights = new ConcurrentHashMap<>();

  Renewals(Node node) {
    this.node = node;
    this.exchange = new Exchange(node);
    this.preparations = new Preparations(node);
  }

  /** Joins the flight under way, or begins one that ends when the demand is met. */
  CompletableFuture<CachedToken> obtain(AuthorizationId id, Demand demand) {
    return obtain(id, demand, true);
  }

  /** The same for what nobody waits for. */
  CompletableFuture<CachedToken> obtainAside(AuthorizationId id, Demand demand) {
    return obtain(id, demand, false);
  }

  private CompletableFuture<CachedToken> obtain(AuthorizationId id, Demand demand, boolean waits) {
    var flight = new Flight(id, demand, this, false);
    for (Flight first = flights.putIfAbsent(id, flight);
        first != null;
        first = flights.putIfAbsent(id, flight)) {
      if (first.join(waits)) {
        return first.result;
      }
      flights.remove(id, first);
    }
    flight.join(waits);
    if (!again(flight, Duration.ZERO)) {
      land(flight, closed(id));
    }
    return flight.result;
  }

  /** Sends for a row that a sweeper has claimed; callers who come meanwhile join. */
  void send(Authorization claimed, Ticket ticket, Stopwatch sinceClaim) {
    var flight = new Flight(claimed.id(), Demand.FRESH, this, false);
    keep(flight);
    if (!node.workers().run(() -> flight.exchange(claimed, ticket, sinceClaim))) {
      ticket.close();
      land(flight, closed(claimed.id()));
    }
  }

  /** Sends for a row that a sweeper has found due, if there is room for it under the limits. */
  void sendWithinLimits(Authorization due) {
    var flight = new Flight(due.id(), Demand.FRESH, this, true);
    node.workers().run(() -> flight.begin(due));
  }

  /** From now on others may join. */
  void keep(Flight flight) {
    flights.putIfAbsent(flight.id, flight);
  }

  boolean isUnderWay(AuthorizationId id) {
    return flights.containsKey(id);
  }

  /** Lets a flight go on after a while; false if this process is closing. */
  boolean again(Flight flight, Duration wait) {
    return node.workers().runAfter(wait, flight::advance);
  }

  void land(Flight flight, CachedToken entry) {
    flights.remove(flight.id, flight);
    flight.result.complete(entry);
  }

  void land(Flight flight, Throwable failure) {
    flights.remove(flight.id, flight);
    flight.result.completeExceptionally(failure);
  }

  /** Makes a stored session ready for its first use, if it needs that; returns the row. */
  Authorization prepare(Authorization row, Map<String, String> facts) {
    CachedToken entry = publish(row);
    return row.prepared() ? row : preparations.work(row, open(entry), facts);
  }

  /** Reads the row and keeps it in the cache. */
  CachedToken read(AuthorizationId id) {
    node.clock().syncOnce();
    return publish(node.ledger().find(id).orElseThrow(() -> new UnknownAuthorizationException(id)));
  }

  /** Keeps a row in the cache; throws if it cannot be used. */
  CachedToken publish(Authorization row) {
    SealedGrant grant = row.grant();
    if (row.status() != Status.ACTIVE || grant == null) {
      node.cache().remove(row.id());
      throw unusable(row);
    }
    var entry =
        CachedToken.of(
            row,
            grant,
            node.providers().profileOf(row.id()),
            node.seals().usableUntil(grant.accessLifetime()));
    node.cache().put(entry);
    return entry;
  }

  /** Opens the entry's token; a row that does not open is quarantined and delays no other. */
  AccessToken open(CachedToken entry) {
    try {
      return entry.open(node.seals());
    } catch (UnsealException e) {
      node.cache().remove(entry.row.id());
      node.ledger().happen(entry.row.id(), new Quarantined(entry.row.revision()));
      throw new QuarantinedException(entry.row.id());
    }
  }

  /** Wakes those who wait for what will not happen any more. */
  void close() {
    flights.values().forEach(flight -> land(flight, closed(flight.id)));
  }

  Claim newClaim() {
    return new Claim(RandomId.next(), node.settings().node());
  }

  private RuntimeException unusable(Authorization row) {
    return switch (row.status()) {
      case QUARANTINED -> new QuarantinedException(row.id());
      case REAUTHORIZATION_REQUIRED, REVOKING, REVOKED, ACTIVE ->
          new ReauthorizationRequiredException(
              row.id(),
              row.reason() == null ? FailureKind.GRANT_REFUSED : row.reason(),
              row.reasonSince() == null ? node.clock().now() : row.reasonSince());
    };
  }

  private static TokenUnavailableException closed(AuthorizationId id) {
    return new TokenUnavailableException(id, "the keeper is closed", Duration.ofSeconds(1), null);
  }
}
