package dev.tokenkeeper.domain;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The provider's own login session, which ends at a fixed time however often tokens are refreshed.
 *
 * @param id the provider's name for it, or null if the provider gives none
 * @param lifetime from the login; its end bounds the tokens issued in it
 */
public record Session(@Nullable String id, Lifetime lifetime) {
  /** Refuses a session without a lifetime. */
  public Session {
    Objects.requireNonNull(lifetime, "lifetime");
  }

  /** Returns when the session ends, or null if that is not known. */
  public @Nullable Instant endsAt() {
    return lifetime.endsAt();
  }
}
