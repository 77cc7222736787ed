package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Doubt;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The doubt of an authorization. */
@Embeddable
record DoubtColumns(
    @Column(name = "doubt_since") @Nullable Long since,
    @Column(name = "doubt_settle_at") @Nullable Long settleAt,
    @Column(name = "doubt_refused") @Nullable Boolean refused) {

  static DoubtColumns from(Doubt doubt) {
    return new DoubtColumns(
        doubt.since().toEpochMilli(), doubt.settleAt().toEpochMilli(), doubt.refused());
  }

  Doubt toDomain() {
    return new Doubt(
        Instant.ofEpochMilli(Stored.required("doubt_since", since)),
        Instant.ofEpochMilli(Stored.required("doubt_settle_at", settleAt)),
        Stored.required("doubt_refused", refused));
  }
}
