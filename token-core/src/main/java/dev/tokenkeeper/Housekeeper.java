package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.protocol.Used;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the plain text of tokens that nobody uses, and tells the store, roughly and once per
 * token, which are used: a sweeper elsewhere could not know.
 */
final class Housekeeper {
  private final TokenCache cache;
  private final Providers providers;
  private final Ledger ledger;
  private final Renewals renewals;
  private final Workers workers;
  private final StoreClock clock;
  private final KeeperSettings settings;

  Housekeeper(
      TokenCache cache,
      Providers providers,
      Ledger ledger,
      Renewals renewals,
      Workers workers,
      StoreClock clock,
      KeeperSettings settings) {
    this.cache = cache;
    this.providers = providers;
    this.ledger = ledger;
    this.renewals = renewals;
    this.workers = workers;
    this.clock = clock;
    this.settings = settings;
  }

  void start() {
    workers.every(settings.sweepPeriod(), this::tidy);
  }

  @Nullable Instant lastUsed(AuthorizationId id, Instant now) {
    return cache.lastUsed(id, now);
  }

  void tidy() {
    List<CachedToken> inUse = cache.tidy(clock.millis(), settings.idleAfter());
    List<CachedToken> untold = inUse.stream().filter(this::isWorthTelling).toList();
    if (!untold.isEmpty()) {
      workers.run(() -> untold.forEach(this::tell));
    }
  }

  private boolean isWorthTelling(CachedToken entry) {
    Instant told = entry.row.lastUsedAt();
    return providers.profileOf(entry.row.id()).renewal().when() == Renewal.When.WHEN_USED
        && (told == null || told.isBefore(entry.grant.accessLifetime().issuedAt()));
  }

  private void tell(CachedToken entry) {
    try {
      renewals.publish(ledger.happen(entry.row.id(), new Used(clock.now())));
    } catch (TokenKeeperException e) {
      // Only a hint is lost, and the next use gives it again.
    }
  }
}
