package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Failure;
import dev.tokenkeeper.domain.FailureKind;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

/** How renewing has gone lately. */
@Embeddable
record FailureColumns(
    @Column(name = "failure_kind") @Enumerated(EnumType.STRING) @Nullable FailureKind kind,
    @Column(name = "failure_count") int count,
    @Column(name = "failure_since") @Nullable Long since,
    @Column(name = "last_success_at") @Nullable Long lastSuccessAt) {

  static FailureColumns from(Failure failure) {
    return new FailureColumns(
        failure.kind(),
        failure.count(),
        Millis.from(failure.since()),
        Millis.from(failure.lastSuccess()));
  }

  Failure toDomain() {
    return new Failure(kind, count, Millis.toInstant(since), Millis.toInstant(lastSuccessAt));
  }
}
