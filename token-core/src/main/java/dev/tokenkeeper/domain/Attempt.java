package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * One durable "a request for tokens may be on the wire". All times are the store's.
 *
 * @param id random, made by the claimer, never used twice; identity is this and nothing else
 * @param owner the node that claimed; for people to read, never compared
 * @param kind whether the refresh token may have been sent before
 * @param purpose what is sent
 * @param startedAt when it was claimed, before anything was sent
 * @param deadline from then on another may act, where the profile allows it
 * @param settleAt from then on the request can no longer be processed nor its answer still be held
 */
public record Attempt(
    String id,
    String owner,
    Kind kind,
    Purpose purpose,
    Instant startedAt,
    Instant deadline,
    Instant settleAt) {

  /** Whether a refresh token is sent for the first time. */
  public enum Kind {
    /** The first send of this generation. */
    FIRST,
    /** A further send that the provider tolerates. */
    REPLAY,
    /** The send that is left after settle. */
    LAST
  }

  /** What an attempt sends. */
  public enum Purpose {
    /** The refresh token. */
    REFRESH,
    /** The stored login. */
    LOGIN,
    /** Nothing of the user's: client credentials or a pre-issued assertion. */
    MINT
  }

  /** Refuses null and times out of order. */
  public Attempt {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(purpose, "purpose");
    if (deadline.isBefore(startedAt) || settleAt.isBefore(deadline)) {
      throw new IllegalArgumentException(
          "An attempt must start, reach its deadline and settle in this order, but was %s, %s, %s"
              .formatted(startedAt, deadline, settleAt));
    }
  }

  /** Tells whether, at {@code now}, its owner may still be sending or storing. */
  public boolean isOpen(Instant now) {
    return now.isBefore(deadline);
  }
}
