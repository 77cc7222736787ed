package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.TokenRevocation;
import java.time.Instant;
import java.util.List;

/**
 * The provider has been told of a spare's tokens, or cannot be told: rule RevokeWorker.
 *
 * @param spare as read
 * @param tokens what has become of each
 */
public record SpareRevoked(Spare spare, List<TokenRevocation> tokens) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    return row.spares().contains(spare)
        ? new Transition(row, row.without(spare), events(row, tokens, now))
        : Transition.none(row);
  }

  static List<LifecycleEvent> events(Authorization row, List<TokenRevocation> tokens, Instant now) {
    return tokens.stream()
        .<LifecycleEvent>map(each -> new TokenRevoked(row.id(), now, each.token(), each.result()))
        .toList();
  }
}
