package dev.tokenkeeper.persistence.jpa;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoreException;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One authorization with all its fields; secrets as ciphertext only. There is no {@code @Version}:
 * the domain counts revisions, and writes are guarded by hand.
 */
@Entity
@Table(name = "tokenkeeper_authorization")
class AuthorizationRow {
  @EmbeddedId private RowKey key;

  @Column(name = "epoch")
  private long epoch;

  @Column(name = "generation")
  private long generation;

  @Column(name = "revision")
  private long revision;

  @Column(name = "status")
  private String status;

  @Embedded private @Nullable GrantColumns grant;

  @Embedded private @Nullable LoginColumns login;

  @Column(name = "attributes")
  private String attributes;

  @Column(name = "prepared")
  private boolean prepared;

  @Embedded private @Nullable AttemptColumns attempt;

  @Embedded private @Nullable DoubtColumns doubt;

  @Column(name = "not_before")
  private long notBefore;

  @Column(name = "last_committed_attempt")
  private @Nullable String lastCommittedAttempt;

  @Embedded private FailureColumns failure;

  @Column(name = "reason")
  private @Nullable String reason;

  @Column(name = "reason_since")
  private @Nullable Long reasonSince;

  @Column(name = "last_used_at")
  private @Nullable Long lastUsedAt;

  @Column(name = "last_revoked_epoch")
  private long lastRevokedEpoch;

  @Column(name = "drain_at")
  private @Nullable Long drainAt;

  @Column(name = "due_at")
  private @Nullable Long dueAt;

  @Column(name = "spare_count")
  private int spareCount;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  AuthorizationRow() {}

  static AuthorizationRow from(Authorization authorization, int spareCount) {
    var row = new AuthorizationRow();
    row.key = RowKey.from(authorization.id());
    row.epoch = authorization.epoch();
    row.generation = authorization.generation();
    row.revision = authorization.revision();
    row.status = authorization.status().name();
    row.grant = orNull(authorization.grant(), GrantColumns::from);
    row.login = orNull(authorization.login(), LoginColumns::from);
    row.attributes = FormText.from(authorization.attributes());
    row.prepared = authorization.prepared();
    row.attempt = orNull(authorization.attempt(), AttemptColumns::from);
    row.doubt = orNull(authorization.doubt(), DoubtColumns::from);
    row.notBefore = authorization.notBefore().toEpochMilli();
    row.lastCommittedAttempt = authorization.lastCommittedAttempt();
    row.failure = FailureColumns.from(authorization.failure());
    row.reason = orNull(authorization.reason(), FailureKind::name);
    row.reasonSince = Millis.from(authorization.reasonSince());
    row.lastUsedAt = Millis.from(authorization.lastUsedAt());
    row.lastRevokedEpoch = authorization.lastRevokedEpoch();
    row.drainAt = Millis.from(authorization.drainAt());
    row.dueAt = Millis.from(authorization.dueAt());
    row.spareCount = spareCount;
    return row;
  }

  /**
   * Reads the row.
   *
   * @throws StoreException naming the authorization and, where one is to blame, the column
   */
  Authorization toDomain(List<SpareRow> spares) {
    try {
      return toAuthorization(spares);
    } catch (RuntimeException e) {
      throw unreadable(DatabaseFailure.of(e));
    }
  }

  private StoreException unreadable(DatabaseFailure failure) {
    return new StoreException(
        "The authorization %s cannot be read: %s. Newer code may have written it: then update Token Keeper in this process. Else it is damaged: correct it in the database, or restore it."
            .formatted(key.shown(), failure.getMessage()),
        failure);
  }

  private Authorization toAuthorization(List<SpareRow> spares) {
    return Authorization.builder(key.toDomain())
        .epoch(epoch)
        .generation(generation)
        .revision(revision)
        .status(Stored.name(Status.class, "status", status))
        .grant(orNull(grant, GrantColumns::toDomain))
        .login(orNull(login, LoginColumns::toDomain))
        .attributes(FormText.toMap(attributes))
        .prepared(prepared)
        .attempt(orNull(attempt, AttemptColumns::toDomain))
        .doubt(orNull(doubt, DoubtColumns::toDomain))
        .notBefore(Instant.ofEpochMilli(notBefore))
        .lastCommittedAttempt(lastCommittedAttempt)
        .failure(failure.toDomain())
        .reason(
            Stored.nameOrNull(FailureKind.class, "reason", reason), Millis.toInstant(reasonSince))
        .lastUsedAt(Millis.toInstant(lastUsedAt))
        .lastRevokedEpoch(lastRevokedEpoch)
        .drainAt(Millis.toInstant(drainAt))
        .dueAt(Millis.toInstant(dueAt))
        .spares(spares.stream().map(SpareRow::toDomain).toList())
        .build();
  }

  RowKey key() {
    return key;
  }

  String status() {
    return status;
  }

  long revision() {
    return revision;
  }

  @Nullable Long dueAt() {
    return dueAt;
  }

  boolean hasSpares() {
    return spareCount > 0;
  }

  private static <A, B> @Nullable B orNull(@Nullable A value, Function<A, B> change) {
    return value == null ? null : change.apply(value);
  }
}
