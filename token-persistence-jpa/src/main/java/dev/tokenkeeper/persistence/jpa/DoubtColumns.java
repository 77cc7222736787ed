package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Doubt;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/** The doubt of an authorization. */
@Embeddable
record DoubtColumns(
    @Column(name = "doubt_since") long since,
    @Column(name = "doubt_settle_at") long settleAt,
    @Column(name = "doubt_refused") boolean refused) {

  static DoubtColumns from(Doubt doubt) {
    return new DoubtColumns(
        doubt.since().toEpochMilli(), doubt.settleAt().toEpochMilli(), doubt.refused());
  }

  Doubt toDomain() {
    return new Doubt(Instant.ofEpochMilli(since), Instant.ofEpochMilli(settleAt), refused);
  }
}
