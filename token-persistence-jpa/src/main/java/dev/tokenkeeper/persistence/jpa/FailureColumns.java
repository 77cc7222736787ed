package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Failure;
import dev.tokenkeeper.domain.FailureKind;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** How renewing has gone lately. */
@Embeddable
record FailureColumns(
    @Column(name = "failure_kind") @Nullable String kind,
    @Column(name = "failure_count") int count,
    @Column(name = "failure_since") @Nullable Long since,
    @Column(name = "last_success_at") @Nullable Long lastSuccessAt) {

  static FailureColumns from(Failure failure) {
    FailureKind kind = failure.kind();
    return new FailureColumns(
        kind == null ? null : kind.name(),
        failure.count(),
        Millis.from(failure.since()),
        Millis.from(failure.lastSuccess()));
  }

  Failure toDomain() {
    return new Failure(
        Stored.nameOrNull(FailureKind.class, "failure_kind", kind),
        count,
        Millis.toInstant(since),
        Millis.toInstant(lastSuccessAt));
  }
}
