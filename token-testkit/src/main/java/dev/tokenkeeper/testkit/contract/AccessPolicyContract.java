package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AccessPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link AccessPolicy} must do: allow what was granted, and deny all else. */
public abstract class AccessPolicyContract {
  private static final String CALLER = "billing";
  private static final String READ = "credentials:read";
  private static final AuthorizationId ID = AuthorizationId.of("t", "bsn", "us/er \u00e9%", "a");

  /** Returns the policy: nothing is granted at the start of each test. */
  protected abstract AccessPolicy policy();

  /** Grants one caller one operation on one authorization, and nothing more. */
  protected abstract void grant(String caller, AuthorizationId id, String operation);

  @Test
  void allows_nothingGranted_isFalse() {
    assertThat(policy().allows(CALLER, ID, READ)).isFalse();
  }

  @Test
  void allows_granted_isTrue() {
    grant(CALLER, ID, READ);

    assertThat(policy().allows(CALLER, ID, READ)).isTrue();
  }

  @Test
  void allows_anotherCaller_isFalse() {
    grant(CALLER, ID, READ);

    for (String other :
        List.of("Billing", "billin", "billing2", "billing ", "*", "", "../billing")) {
      assertThat(policy().allows(other, ID, READ)).as("caller '%s'", other).isFalse();
    }
  }

  @Test
  void allows_anotherOperation_isFalse() {
    grant(CALLER, ID, READ);

    for (String other : List.of("credentials:write", "credentials:*", "credentials", "*", "")) {
      assertThat(policy().allows(CALLER, ID, other)).as("operation '%s'", other).isFalse();
    }
  }

  @Test
  void allows_anotherAuthorization_isFalse() {
    grant(CALLER, ID, READ);

    for (AuthorizationId other :
        List.of(
            AuthorizationId.of("T", "bsn", ID.subject(), "a"),
            AuthorizationId.of("t", "astra", ID.subject(), "a"),
            AuthorizationId.of("t", "bsn", "us", "a"),
            AuthorizationId.of("t", "bsn", "us/er \u00e9%/x", "a"),
            AuthorizationId.of("t", "bsn", "*", "a"),
            AuthorizationId.of("t", "bsn", "..", "a"),
            AuthorizationId.of("t", "bsn", ID.subject(), "b"))) {
      assertThat(policy().allows(CALLER, other, READ)).as("%s", other).isFalse();
    }
  }
}
