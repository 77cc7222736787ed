package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AccessPolicy;
import dev.tokenkeeper.testkit.contract.AccessPolicyContract;
import org.junit.jupiter.api.Test;

class GrantedAccessTest extends AccessPolicyContract {
  private final GrantedAccess policy = new GrantedAccess();

  @Override
  protected AccessPolicy policy() {
    return policy;
  }

  @Override
  protected void grant(String caller, AuthorizationId id, String operation) {
    policy.grant(caller, id, operation);
  }

  @Test
  void withdraw_granted_isDeniedAgain() {
    AuthorizationId id = AuthorizationId.of("bsn", "user");
    policy.grant("billing", id, "credentials:read").withdraw("billing", id, "credentials:read");

    assertThat(policy.allows("billing", id, "credentials:read")).isFalse();
  }
}
