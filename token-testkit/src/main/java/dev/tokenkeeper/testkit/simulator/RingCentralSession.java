package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One user's agreement with one application, and its present and its previous tokens (provider
 * notes, 6.11). Guarded by the platform.
 */
final class RingCentralSession {

  private final String id;
  private final String clientId;
  private final String username;
  private final String endpointId;
  private final Instant absoluteEnd;
  private @Nullable RingCentralPair current;
  private @Nullable RingCentralPair previous;
  private Instant previousRefreshedAt = Instant.MIN;
  private @Nullable SessionEnd ended;

  /** Without a limit if {@code absoluteEnd} is {@link Instant#MAX}. */
  RingCentralSession(
      String id, String clientId, String username, String endpointId, Instant absoluteEnd) {
    this.id = id;
    this.clientId = clientId;
    this.username = username;
    this.endpointId = endpointId;
    this.absoluteEnd = absoluteEnd;
  }

  String id() {
    return id;
  }

  String clientId() {
    return clientId;
  }

  String username() {
    return username;
  }

  String endpointId() {
    return endpointId;
  }

  Optional<Instant> absoluteEnd() {
    return Optional.of(absoluteEnd).filter(end -> !end.equals(Instant.MAX));
  }

  Optional<RingCentralPair> current() {
    return Optional.ofNullable(current);
  }

  boolean isCurrent(RingCentralPair pair) {
    return pair == current;
  }

  boolean isPrevious(RingCentralPair pair) {
    return pair == previous;
  }

  /** Why it ended; empty while it lives. */
  Optional<SessionEnd> ended() {
    return Optional.ofNullable(ended);
  }

  /** The earlier of this instant and the end that it cannot outlive. */
  Instant within(Instant end) {
    return end.isBefore(absoluteEnd) ? end : absoluteEnd;
  }

  /**
   * Takes a newer pair, which kills the one before.
   *
   * @param replay whether it answers the previous refresh token, which then stays the previous one
   */
  void hold(RingCentralPair newest, boolean replay) {
    if (current != null) {
      current.supersede(newest.issuedAt());
      if (!replay) {
        previous = current;
        previousRefreshedAt = newest.issuedAt();
      }
    }
    current = newest;
  }

  /** Whether the previous refresh token is still forgiven (provider notes, 6.11). */
  boolean forgives(Instant now, RingCentralLifetimes lifetimes) {
    Instant until =
        current()
            .flatMap(RingCentralPair::firstUsedAt)
            .map(used -> used.plus(lifetimes.graceAfterFirstUse()))
            .orElseGet(() -> previousRefreshedAt.plus(lifetimes.graceUnused()));
    return !now.isAfter(until);
  }

  void end(SessionEnd reason) {
    ended = reason;
  }
}
