package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuditTrail.Entry;
import dev.tokenkeeper.testkit.contract.AuditTrailContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The audit trail's contract. */
abstract class AuditTrailOnAnyDatabase extends AuditTrailContract {
  private static final int COLUMNS = 10;

  abstract OpenDatabase database();

  @Override
  protected AuditTrail trail() {
    return database().ports().auditTrail();
  }

  @Override
  protected List<Entry> recorded() {
    List<Object> values =
        database()
            .query(
                "SELECT caller, tenant, provider, subject, account, operation, allowed, epoch, "
                    + "generation, recorded_at FROM tokenkeeper_audit ORDER BY id");
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < values.size(); i += COLUMNS) {
      entries.add(entry(values.subList(i, i + COLUMNS)));
    }
    return entries;
  }

  private static Entry entry(List<Object> row) {
    return new Entry(
        (String) row.get(0),
        AuthorizationId.of(
            (String) row.get(1), (String) row.get(2), (String) row.get(3), (String) row.get(4)),
        (String) row.get(5),
        (Boolean) row.get(6),
        (Long) row.get(7),
        (Long) row.get(8),
        Instant.ofEpochMilli((Long) row.get(9)));
  }
}
