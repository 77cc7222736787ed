package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What really happened during a run, by a provider's own log.
 *
 * @param authorizations what it saw of each
 * @param strayRejections calls that it refused without knowing whose they were
 * @param refreshTokenReuses how often a spent one-time token was presented again
 * @param concurrentRefreshes refreshes of a user that arrived while another was being answered
 * @param hasSessions whether its tokens belong to sessions, which end
 * @param authLimitExceeded token requests that were too many; empty if it does not count them
 */
record Truth(
    Map<AuthorizationId, Tally> authorizations,
    long strayRejections,
    long refreshTokenReuses,
    long concurrentRefreshes,
    boolean hasSessions,
    OptionalLong authLimitExceeded) {

  Truth {
    authorizations = Map.copyOf(authorizations);
  }

  /** Returns what several providers say together. */
  static Truth sum(Collection<Truth> truths) {
    Map<AuthorizationId, Tally> all = new HashMap<>();
    truths.forEach(truth -> all.putAll(truth.authorizations));
    return new Truth(
        all,
        truths.stream().mapToLong(Truth::strayRejections).sum(),
        truths.stream().mapToLong(Truth::refreshTokenReuses).sum(),
        truths.stream().mapToLong(Truth::concurrentRefreshes).sum(),
        truths.stream().anyMatch(Truth::hasSessions),
        truths.stream()
            .map(Truth::authLimitExceeded)
            .filter(OptionalLong::isPresent)
            .reduce(
                OptionalLong.empty(),
                (one, other) -> OptionalLong.of(one.orElse(0) + other.orElse(0))));
  }

  /** Returns how many authorizations there are. */
  int size() {
    return authorizations.size();
  }

  Tally all() {
    Tally stray = new Tally(0, 0, 0, strayRejections, 0);
    Tally known = Tally.sum(authorizations.values());
    return Tally.sum(List.of(known, stray));
  }

  long fewestRefreshes() {
    return fewest(Tally::refreshes);
  }

  long fewestServed() {
    return fewest(Tally::served);
  }

  private long fewest(ToLongFunction<Tally> figure) {
    return authorizations.values().stream().mapToLong(figure).min().orElse(0);
  }
}
