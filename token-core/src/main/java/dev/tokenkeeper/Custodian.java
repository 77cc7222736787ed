package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessDeniedException;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AccessPolicy;
import dev.tokenkeeper.port.AuditTrail;
import java.time.InstantSource;

/**
 * Hands access tokens to other services: the policy decides, the token is had, the hand-out is
 * recorded durably, and only then is the token given (AuditFirst). Safe for use by many threads.
 */
public final class Custodian {
  /** What a caller must be allowed to do. */
  public static final String READ = "credentials:read";

  private final AccessPolicy policy;
  private final TokenKeeper keeper;
  private final AuditTrail audit;
  private final InstantSource clock;

  /** Creates a custodian in front of a keeper. */
  public Custodian(AccessPolicy policy, TokenKeeper keeper, AuditTrail audit) {
    this(policy, keeper, audit, InstantSource.system());
  }

  /** Creates a custodian whose records bear the times of the given clock. */
  public Custodian(AccessPolicy policy, TokenKeeper keeper, AuditTrail audit, InstantSource clock) {
    this.policy = policy;
    this.keeper = keeper;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Returns a user's access token for an authenticated caller.
   *
   * @throws AccessDeniedException if the policy does not allow it, whether or not there is a token
   * @throws dev.tokenkeeper.domain.StoreException if the hand-out cannot be recorded
   */
  public AccessToken accessToken(String caller, AuthorizationId id) {
    if (!policy.allows(caller, id, READ)) {
      record(caller, id, false, -1, -1);
      throw new AccessDeniedException(caller, id, READ);
    }
    AccessToken token = keeper.accessToken(id);
    record(caller, id, true, token.epoch(), token.generation());
    return token;
  }

  private void record(
      String caller, AuthorizationId id, boolean allowed, long epoch, long generation) {
    audit.record(
        new AuditTrail.Entry(caller, id, READ, allowed, epoch, generation, clock.instant()));
  }
}
