package dev.tokenkeeper;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.protocol.Used;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the plain text of tokens that nobody uses, and tells the store, roughly and once per
 * token, which are used: a sweeper elsewhere could not know.
 */
final class Housekeeper {
  /** How often journeys from which nobody came back, and places that have ended, are looked for. */
  private static final Duration ABANDONED = Duration.ofMinutes(1);

  private final Node node;
  private final Renewals renewals;
  private final @Nullable JourneyStore journeys;
  private final ProviderQuota quota;

  Housekeeper(Node node, Renewals renewals, @Nullable JourneyStore journeys, ProviderQuota quota) {
    this.node = node;
    this.renewals = renewals;
    this.journeys = journeys;
    this.quota = quota;
  }

  void start() {
    node.workers().every(node.settings().sweepPeriod(), this::tidy);
    node.workers().every(ABANDONED, () -> node.workers().run(this::forget));
  }

  @Nullable Instant lastUsed(AuthorizationId id, Instant now) {
    return node.cache().lastUsed(id, now);
  }

  void tidy() {
    List<CachedToken> inUse = node.cache().tidy(node.clock().millis(), node.settings().idleAfter());
    List<CachedToken> untold = inUse.stream().filter(this::isWorthTelling).toList();
    if (!untold.isEmpty()) {
      node.workers().run(() -> untold.forEach(this::tell));
    }
  }

  private void forget() {
    try {
      quota.forgetEnded();
      if (journeys != null) {
        journeys.forgetEndedBy(node.clock().now());
      }
    } catch (TokenKeeperException e) {
      // They are forgotten the next time; nothing of it is valid any more.
    }
  }

  private boolean isWorthTelling(CachedToken entry) {
    Instant told = entry.row.lastUsedAt();
    return node.providers().profileOf(entry.row.id()).renewal().when() == Renewal.When.WHEN_USED
        && (told == null || told.isBefore(entry.grant.accessLifetime().issuedAt()));
  }

  private void tell(CachedToken entry) {
    try {
      renewals.publish(node.ledger().happen(entry.row.id(), new Used(node.clock().now())));
    } catch (TokenKeeperException e) {
      // Only a hint is lost, and the next use gives it again.
    }
  }
}
