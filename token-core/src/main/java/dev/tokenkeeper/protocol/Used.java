package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asked for the token. Written rarely: it only has to tell used from idle.
 *
 * @param at store time
 */
public record Used(Instant at) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    boolean known = row.lastUsedAt() != null && !row.lastUsedAt().isBefore(at);
    return row.isAbsent() || known ? Transition.none(row) : Transition.to(row, row.used(at));
  }

  static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Agenda.later(one, other);
  }
}
