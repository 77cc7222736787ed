package dev.tokenkeeper.guice;

import static dev.tokenkeeper.domain.FailureKind.GRANT_REFUSED;
import static dev.tokenkeeper.domain.FailureKind.THROTTLED;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.domain.TokenRevocation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One event of each kind. */
final class Events {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  static List<LifecycleEvent> ofEachKind(AuthorizationId id, String sessionId) {
    return List.of(
        new LifecycleEvent.Authorized(id, AT, 1),
        new LifecycleEvent.Renewed(id, AT, 1, 7, Attempt.Purpose.REFRESH),
        new LifecycleEvent.RenewalFailed(id, AT, THROTTLED, 3),
        new LifecycleEvent.InDoubt(id, AT, 1, 7),
        new LifecycleEvent.LateAnswer(id, AT, Spare.Purpose.ALTERNATE),
        new LifecycleEvent.SessionLost(id, AT, sessionId),
        new LifecycleEvent.ReauthorizationRequired(id, AT, GRANT_REFUSED),
        new LifecycleEvent.ProviderSuspended(id, AT, AT.plusSeconds(30)),
        new LifecycleEvent.Revoking(id, AT, 2),
        new LifecycleEvent.Revoked(id, AT),
        new LifecycleEvent.TokenRevoked(
            id, AT, TokenKind.REFRESH_TOKEN, TokenRevocation.Result.NOT_REVOCABLE),
        new LifecycleEvent.OtherAccount(id, AT, 4),
        new LifecycleEvent.Quarantined(id, AT),
        new LifecycleEvent.QuotaExhausted(
            id, AT, ProviderLimits.Kind.LIVE_TOKENS, AT.plusSeconds(60)));
  }

  static List<Class<?>> kinds() {
    return Arrays.asList(LifecycleEvent.class.getPermittedSubclasses());
  }
}
