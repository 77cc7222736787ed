package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.port.AuditTrail;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One hand-out of a token, or one refusal. */
@Entity
@Table(name = "tokenkeeper_audit")
class AuditRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Column(name = "id")
  private @Nullable Long id;

  @Column(name = "caller")
  private String caller;

  @Embedded
  @SuppressWarnings("UnusedVariable") // Read by name.
  private RowKey authorization;

  @Column(name = "operation")
  private String operation;

  @Column(name = "allowed")
  private boolean allowed;

  @Column(name = "epoch")
  private long epoch;

  @Column(name = "generation")
  private long generation;

  @Column(name = "recorded_at")
  private long recordedAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  AuditRow() {}

  static AuditRow from(AuditTrail.Entry entry) {
    var row = new AuditRow();
    row.caller = entry.caller();
    row.authorization = RowKey.from(entry.authorization());
    row.operation = entry.operation();
    row.allowed = entry.allowed();
    row.epoch = entry.epoch();
    row.generation = entry.generation();
    row.recordedAt = entry.at().toEpochMilli();
    return row;
  }
}
