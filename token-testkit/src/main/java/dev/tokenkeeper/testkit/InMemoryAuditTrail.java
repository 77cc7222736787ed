package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuditTrail;
import java.util.ArrayList;
import java.util.List;

/** An audit trail in memory that fails on demand. Safe for use by many threads. */
public final class InMemoryAuditTrail implements AuditTrail {
  private final List<Entry> entries = new ArrayList<>();
  private boolean failing;

  /** Creates an empty trail. */
  public InMemoryAuditTrail() {}

  /** Makes every further record fail, with nothing recorded, or mends it. */
  public synchronized void failing(boolean value) {
    failing = value;
  }

  @Override
  public synchronized void record(Entry entry) {
    if (failing) {
      throw new StoreException("The audit trail failed, as it was told to", null);
    }
    entries.add(entry);
  }

  /** Returns what was recorded, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
