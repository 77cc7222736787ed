package dev.tokenkeeper;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.UnknownProviderException;
import dev.tokenkeeper.port.OAuthProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The installed providers, and which of them refuse our application at the moment. */
final class Providers {
  private static final Duration SUSPENSION = Duration.ofSeconds(30);

  private final Map<String, OAuthProvider> byId = new TreeMap<>();
  private final Map<String, Instant> suspendedUntil = new ConcurrentHashMap<>();

  Providers(Collection<OAuthProvider> providers) {
    providers.forEach(provider -> byId.put(provider.id(), provider));
  }

  /** Says what is wrong with a set of providers. */
  static List<Problem> problems(Collection<OAuthProvider> providers) {
    if (providers.isEmpty()) {
      return List.of(
          new Problem("providers", "none is installed", "Install at least one provider's module."));
    }
    Map<String, Long> counts = new TreeMap<>();
    providers.forEach(provider -> counts.merge(provider.id(), 1L, Long::sum));
    return counts.entrySet().stream()
        .filter(each -> each.getValue() > 1)
        .map(each -> twice(each.getKey(), providers))
        .toList();
  }

  private static Problem twice(String id, Collection<OAuthProvider> providers) {
    String endpoints =
        providers.stream()
            .filter(provider -> provider.id().equals(id))
            .map(provider -> String.valueOf(provider.endpoint()))
            .collect(joining(" and "));
    return new Problem(
        "providers", "two have the id '" + id + "': " + endpoints, "Give one of them another id.");
  }

  OAuthProvider of(AuthorizationId id) {
    OAuthProvider provider = byId.get(id.provider());
    if (provider == null) {
      throw new UnknownProviderException(id.provider(), byId.keySet());
    }
    return provider;
  }

  ProviderProfile profileOf(AuthorizationId id) {
    return of(id).profile();
  }

  boolean knows(AuthorizationId id) {
    return byId.containsKey(id.provider());
  }

  /** The provider refuses our application: nothing is sent to it for a while. */
  Instant suspend(AuthorizationId id, Instant now) {
    Instant until = now.plus(SUSPENSION);
    suspendedUntil.put(id.provider(), until);
    return until;
  }

  /** Returns until when nothing is sent to this provider; a past instant if it is not suspended. */
  Instant suspendedUntil(AuthorizationId id) {
    return suspendedUntil.getOrDefault(id.provider(), Instant.EPOCH);
  }
}
