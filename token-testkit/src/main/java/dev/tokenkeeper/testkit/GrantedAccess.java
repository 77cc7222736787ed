package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AccessPolicy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An access policy that allows what it was told and nothing else. Safe for use by many threads. */
public final class GrantedAccess implements AccessPolicy {
  private final Set<Grant> grants = ConcurrentHashMap.newKeySet();

  private record Grant(String caller, AuthorizationId id, String operation) {}

  /** Creates a policy that denies everything. */
  public GrantedAccess() {}

  /** Allows one caller one operation on one authorization, from now on. */
  public GrantedAccess grant(String caller, AuthorizationId id, String operation) {
    grants.add(new Grant(caller, id, operation));
    return this;
  }

  /** Takes a grant back; nothing happens if it was never given. */
  public GrantedAccess withdraw(String caller, AuthorizationId id, String operation) {
    grants.remove(new Grant(caller, id, operation));
    return this;
  }

  @Override
  public boolean allows(String caller, AuthorizationId id, String operation) {
    return grants.contains(new Grant(caller, id, operation));
  }
}
