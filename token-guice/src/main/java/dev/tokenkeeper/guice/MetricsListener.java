package dev.tokenkeeper.guice;

import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.Authorized;
import dev.tokenkeeper.domain.LifecycleEvent.InDoubt;
import dev.tokenkeeper.domain.LifecycleEvent.LateAnswer;
import dev.tokenkeeper.domain.LifecycleEvent.OtherAccount;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.domain.LifecycleEvent.QuotaExhausted;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.domain.LifecycleEvent.Revoked;
import dev.tokenkeeper.domain.LifecycleEvent.Revoking;
import dev.tokenkeeper.domain.LifecycleEvent.SessionLost;
import dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked;
import dev.tokenkeeper.port.LifecycleListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/**
 * Counts events by provider and kind, never by user: whoever may see a dashboard may not therefore
 * know who uses what, and a registry must not grow with the users. Safe for use by many threads.
 */
final class MetricsListener implements LifecycleListener {
  private static final String PREFIX = "tokenkeeper.";

  private final MeterRegistry registry;
  final ByKind<Counter> counters =
      new ByKind<Counter>()
          .when(Authorized.class, e -> counter(e, "authorizations"))
          .when(Renewed.class, e -> counter(e, "renewals", tag("by", e.by())))
          .when(RenewalFailed.class, e -> counter(e, "failures", tag("kind", e.kind())))
          .when(InDoubt.class, e -> counter(e, "doubts"))
          .when(LateAnswer.class, e -> counter(e, "late.answers", tag("kept.to", e.keptTo())))
          .when(SessionLost.class, e -> counter(e, "sessions.lost"))
          .when(
              ReauthorizationRequired.class,
              e -> counter(e, "reauthorizations", tag("reason", e.reason())))
          .when(ProviderSuspended.class, e -> counter(e, "suspensions"))
          .when(QuotaExhausted.class, e -> counter(e, "quota.exhausted", tag("limit", e.limit())))
          .when(Revoking.class, e -> counter(e, "revocations.begun"))
          .when(Revoked.class, e -> counter(e, "revocations.done"))
          .when(
              TokenRevoked.class,
              e -> counter(e, "tokens.revoked", tag("token", e.token()), tag("result", e.result())))
          .when(OtherAccount.class, e -> counter(e, "other.accounts"))
          .when(Quarantined.class, e -> counter(e, "quarantines"));

  MetricsListener(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void on(LifecycleEvent event) {
    counters.answer(event).increment();
  }

  private Counter counter(LifecycleEvent event, String name, Tag... tags) {
    return registry.counter(PREFIX + name, provider(event).and(tags));
  }

  private static Tags provider(LifecycleEvent event) {
    return Tags.of("provider", event.authorization().provider());
  }

  private static Tag tag(String name, Enum<?> value) {
    return Tag.of(name, value.name().toLowerCase(Locale.ROOT));
  }
}
