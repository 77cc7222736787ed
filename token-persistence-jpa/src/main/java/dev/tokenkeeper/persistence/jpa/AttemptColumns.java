package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Attempt;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The open attempt of an authorization. */
@Embeddable
record AttemptColumns(
    @Column(name = "attempt_id") String id,
    @Column(name = "attempt_owner") String owner,
    @Column(name = "attempt_kind") String kind,
    @Column(name = "attempt_purpose") String purpose,
    @Column(name = "attempt_started_at") @Nullable Long startedAt,
    @Column(name = "attempt_deadline") @Nullable Long deadline,
    @Column(name = "attempt_settle_at") @Nullable Long settleAt) {

  static AttemptColumns from(Attempt attempt) {
    return new AttemptColumns(
        attempt.id(),
        attempt.owner(),
        attempt.kind().name(),
        attempt.purpose().name(),
        attempt.startedAt().toEpochMilli(),
        attempt.deadline().toEpochMilli(),
        attempt.settleAt().toEpochMilli());
  }

  Attempt toDomain() {
    return new Attempt(
        Stored.required("attempt_id", id),
        Stored.required("attempt_owner", owner),
        Stored.name(Attempt.Kind.class, "attempt_kind", kind),
        Stored.name(Attempt.Purpose.class, "attempt_purpose", purpose),
        Instant.ofEpochMilli(Stored.required("attempt_started_at", startedAt)),
        Instant.ofEpochMilli(Stored.required("attempt_deadline", deadline)),
        Instant.ofEpochMilli(Stored.required("attempt_settle_at", settleAt)));
  }
}
