package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An access token and, usually, the refresh token that came with it. Guarded by the platform. */
final class RingCentralPair {

  private final RingCentralSession session;
  private final int generation;
  private final Instant issuedAt;
  private final Instant accessEnds;
  private final @Nullable Instant refreshEnds;
  private @Nullable Instant firstUsedAt;
  private @Nullable Instant supersededAt;

  /** Without a refresh token if {@code refreshEnds} is null. */
  RingCentralPair(
      RingCentralSession session,
      int generation,
      Instant issuedAt,
      Instant accessEnds,
      @Nullable Instant refreshEnds) {
    this.session = session;
    this.generation = generation;
    this.issuedAt = issuedAt;
    this.accessEnds = accessEnds;
    this.refreshEnds = refreshEnds;
  }

  RingCentralSession session() {
    return session;
  }

  /** Its number in its session, from 1. */
  int generation() {
    return generation;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant accessEnds() {
    return accessEnds;
  }

  Optional<Instant> refreshEnds() {
    return Optional.ofNullable(refreshEnds);
  }

  /** When the last of its tokens ends. */
  Instant endsAt() {
    return refreshEnds().filter(accessEnds::isBefore).orElse(accessEnds);
  }

  /** When the access token was first accepted by the API. */
  Optional<Instant> firstUsedAt() {
    return Optional.ofNullable(firstUsedAt);
  }

  /** When a newer pair took its place. */
  Optional<Instant> supersededAt() {
    return Optional.ofNullable(supersededAt);
  }

  void use(Instant now) {
    firstUsedAt = now;
  }

  void supersede(Instant now) {
    supersededAt = now;
  }
}
