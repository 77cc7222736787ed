package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuditTrail.Entry;
import dev.tokenkeeper.testkit.contract.AuditTrailContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryAuditTrailTest extends AuditTrailContract {
  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();

  @Override
  protected AuditTrail trail() {
    return trail;
  }

  @Override
  protected List<Entry> recorded() {
    return trail.entries();
  }

  @Test
  void failing_untilMended_recordsNothing() {
    AuthorizationId id = AuthorizationId.of("bsn", "user");
    var entry = new Entry("billing", id, "credentials:read", true, 0, 0, MovableClock.START);
    trail.failing(true);

    assertThatThrownBy(() -> trail.record(entry)).isInstanceOf(StoreException.class);
    assertThat(trail.entries()).isEmpty();
    trail.failing(false);
    trail.record(entry);
    assertThat(trail.entries()).containsExactly(entry);
  }
}
