package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Spare;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A sealed grant beside the current one. */
@Entity
@Table(name = "tokenkeeper_spare")
class SpareRow {
  @EmbeddedId private SpareKey key;

  @Column(name = "parent_generation")
  private long parentGeneration;

  @Column(name = "purpose")
  private String purpose;

  @Embedded private GrantColumns grant;

  @Column(name = "created_at")
  private long createdAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  SpareRow() {}

  static SpareRow from(RowKey authorization, Spare spare) {
    var row = new SpareRow();
    row.key = new SpareKey(authorization, spare.attemptId());
    row.parentGeneration = spare.parentGeneration();
    row.purpose = spare.purpose().name();
    row.grant = GrantColumns.from(spare.grant());
    row.createdAt = spare.createdAt().toEpochMilli();
    return row;
  }

  SpareKey key() {
    return key;
  }

  Spare toDomain() {
    return new Spare(
        key.attemptId(),
        parentGeneration,
        Stored.name(Spare.Purpose.class, "purpose of tokenkeeper_spare", purpose),
        grant.toDomain(),
        Instant.ofEpochMilli(createdAt));
  }
}
