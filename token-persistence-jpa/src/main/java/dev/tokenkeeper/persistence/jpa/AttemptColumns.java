package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Attempt;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/** The open attempt of an authorization. */
@Embeddable
record AttemptColumns(
    @Column(name = "attempt_id") String id,
    @Column(name = "attempt_owner") String owner,
    @Column(name = "attempt_kind") @Enumerated(EnumType.STRING) Attempt.Kind kind,
    @Column(name = "attempt_purpose") @Enumerated(EnumType.STRING) Attempt.Purpose purpose,
    @Column(name = "attempt_started_at") long startedAt,
    @Column(name = "attempt_deadline") long deadline,
    @Column(name = "attempt_settle_at") long settleAt) {

  static AttemptColumns from(Attempt attempt) {
    return new AttemptColumns(
        attempt.id(),
        attempt.owner(),
        attempt.kind(),
        attempt.purpose(),
        attempt.startedAt().toEpochMilli(),
        attempt.deadline().toEpochMilli(),
        attempt.settleAt().toEpochMilli());
  }

  Attempt toDomain() {
    return new Attempt(
        id,
        owner,
        kind,
        purpose,
        Instant.ofEpochMilli(startedAt),
        Instant.ofEpochMilli(deadline),
        Instant.ofEpochMilli(settleAt));
  }
}
