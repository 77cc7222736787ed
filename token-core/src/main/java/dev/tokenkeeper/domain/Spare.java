package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * A sealed grant that is not current but may yet be needed.
 *
 * @param attemptId the attempt that brought it; a spare is kept once per attempt
 * @param parentGeneration the generation whose refresh token bought it
 * @param purpose what it is kept for
 * @param grant the tokens, sealed for the epoch and generation that the attempt foresaw
 * @param createdAt store time
 */
public record Spare(
    String attemptId,
    long parentGeneration,
    Purpose purpose,
    SealedGrant grant,
    Instant createdAt) {

  /** What a spare is kept for. */
  public enum Purpose {
    /** May be tried when the current grant turns out dead. */
    ALTERNATE,
    /** Must be revoked at the provider. */
    REVOKE,
    /** Comes back unless the grant that took its place turns out to be the same account's. */
    DISPLACED,
    /** The same, and some send of its refresh token has an unknown outcome. */
    DISPLACED_IN_DOUBT
  }

  /** Refuses null. */
  public Spare {
    Objects.requireNonNull(attemptId, "attemptId");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(grant, "grant");
    Objects.requireNonNull(createdAt, "createdAt");
  }

  /** Tells whether the grant may come back as the current one of another account. */
  public boolean isDisplaced() {
    return purpose == Purpose.DISPLACED || purpose == Purpose.DISPLACED_IN_DOUBT;
  }

  /** Returns the same grant, now to be revoked. */
  public Spare toRevoke() {
    return new Spare(attemptId, parentGeneration, Purpose.REVOKE, grant, createdAt);
  }
}
