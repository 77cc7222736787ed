package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Instant;

/**
 * The durable record of who was handed which token. Safe for use by many threads. Contract: {@code
 * AuditTrailContract}.
 */
@FunctionalInterface
public interface AuditTrail {

  /**
   * Records an entry. When this returns, the entry is durable.
   *
   * @throws dev.tokenkeeper.domain.StoreException if that is not certain; nothing may be handed out
   */
  void record(Entry entry);

  /**
   * One hand-out, or one refusal.
   *
   * @param caller who asked
   * @param authorization whose token
   * @param operation what it wanted
   * @param allowed the decision
   * @param epoch of the token; -1 for a refusal
   * @param generation of the token; -1 for a refusal
   * @param at when
   */
  record Entry(
      String caller,
      AuthorizationId authorization,
      String operation,
      boolean allowed,
      long epoch,
      long generation,
      Instant at) {}
}
