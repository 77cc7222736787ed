package dev.tokenkeeper.persistence.jpa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as columns hold them: epoch milliseconds, cut and never rounded up. */
final class Millis {
  private Millis() {}

  static @Nullable Long from(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  static @Nullable Instant toInstant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
