package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.AuditTrail;

/** The audit trail: one committed row per entry. */
final class JpaAuditTrail implements AuditTrail {
  private final Transactions transactions;

  JpaAuditTrail(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void record(Entry entry) {
    transactions.write("record a hand-out", session -> session.insert(AuditRow.from(entry)));
  }
}
