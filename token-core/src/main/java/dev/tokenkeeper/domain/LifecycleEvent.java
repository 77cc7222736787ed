package dev.tokenkeeper.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an authorization; stored with the row change that it belongs to, then
 * told to listeners. Holds no secret.
 */
public sealed interface LifecycleEvent {

  /** Returns whose authorization it is. */
  AuthorizationId authorization();

  /** Returns when, in the store's time. */
  Instant at();

  /** Tokens were stored after a login or a code. */
  record Authorized(AuthorizationId authorization, Instant at, long epoch)
      implements LifecycleEvent {}

  /** New tokens were stored. */
  record Renewed(
      AuthorizationId authorization, Instant at, long epoch, long generation, Attempt.Purpose by)
      implements LifecycleEvent {}

  /** An attempt brought no tokens. */
  record RenewalFailed(
      AuthorizationId authorization, Instant at, FailureKind kind, int failuresInARow)
      implements LifecycleEvent {}

  /** An attempt's outcome is unknown. */
  record InDoubt(AuthorizationId authorization, Instant at, long epoch, long generation)
      implements LifecycleEvent {}

  /** An answer came after its row had moved on, and is kept. */
  record LateAnswer(AuthorizationId authorization, Instant at, Spare.Purpose keptTo)
      implements LifecycleEvent {}

  /** The session is gone. */
  record SessionLost(AuthorizationId authorization, Instant at, @Nullable String sessionId)
      implements LifecycleEvent {}

  /** Only the user or a new login can help. */
  record ReauthorizationRequired(AuthorizationId authorization, Instant at, FailureKind reason)
      implements LifecycleEvent {}

  /** The provider refuses our application; its users are left alone until it takes us again. */
  record ProviderSuspended(AuthorizationId authorization, Instant at, Instant until)
      implements LifecycleEvent {}

  /**
   * The provider's limits leave nothing: who asks has to wait. Told once, until there was enough
   * for all for a minute.
   *
   * @param authorization of whoever was the first to be held back
   * @param limit what there is too much of
   * @param until when the next may be tried
   */
  record QuotaExhausted(
      AuthorizationId authorization, Instant at, ProviderLimits.Kind limit, Instant until)
      implements LifecycleEvent {}

  /** Reading has ended; the provider is yet to be told. */
  record Revoking(AuthorizationId authorization, Instant at, long epoch)
      implements LifecycleEvent {}

  /** The provider has been told, or has nothing to be told. */
  record Revoked(AuthorizationId authorization, Instant at) implements LifecycleEvent {}

  /** One of the tokens that were to be revoked has come to its end, or cannot be brought to it. */
  record TokenRevoked(
      AuthorizationId authorization, Instant at, TokenKind token, TokenRevocation.Result result)
      implements LifecycleEvent {}

  /** The user came back with another account; the tokens there were are current again. */
  record OtherAccount(AuthorizationId authorization, Instant at, long epoch)
      implements LifecycleEvent {}

  /** The stored tokens do not open. */
  record Quarantined(AuthorizationId authorization, Instant at) implements LifecycleEvent {}
}
