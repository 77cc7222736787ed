package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.Lifetime;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One journey; its verifier as ciphertext only. */
@Entity
@Table(name = "tokenkeeper_journey")
class JourneyRow {
  @Id
  @Column(name = "state_hash")
  private String stateHash;

  @Column(name = "arrival", insertable = false, updatable = false)
  @SuppressWarnings("UnusedVariable") // The database's count, for queries to order by.
  private long arrival;

  @Column(name = "browser_hash")
  private String browserHash;

  @Embedded private RowKey authorization;

  @Column(name = "epoch")
  private long epoch;

  @Column(name = "verifier")
  private byte @Nullable [] verifier;

  @Column(name = "begun_at")
  private long begunAt;

  @Column(name = "ends_at")
  private long endsAt;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  JourneyRow() {}

  static JourneyRow from(Journey journey) {
    var row = new JourneyRow();
    row.stateHash = journey.stateHash();
    row.browserHash = journey.browserHash();
    row.authorization = RowKey.from(journey.authorization());
    row.epoch = journey.epoch();
    row.verifier = journey.verifier() == null ? null : journey.verifier().bytes();
    row.begunAt = journey.lifetime().issuedAt().toEpochMilli();
    row.endsAt = Objects.requireNonNull(journey.lifetime().endsAt()).toEpochMilli();
    return row;
  }

  Journey toDomain() {
    return new Journey(
        stateHash,
        browserHash,
        authorization.toDomain(),
        epoch,
        verifier == null ? null : new Ciphertext(verifier),
        new Lifetime(Instant.ofEpochMilli(begunAt), Instant.ofEpochMilli(endsAt)));
  }
}
