package dev.tokenkeeper;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException.Problem;
import dev.tokenkeeper.domain.ForeignHostException;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.UnknownProviderException;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The installed providers, and what they have refused lately. */
final class Providers {
  private final Map<String, OAuthProvider> byId = new TreeMap<>();
  private final Map<String, Refusals> refusals = new ConcurrentHashMap<>();

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
    List<Problem> problems = new ArrayList<>();
    counts.forEach(
        (id, count) -> problems.addAll(count > 1 ? List.of(twice(id, providers)) : List.of()));
    problems.addAll(sharedRedirectUris(providers));
    providers.forEach(provider -> problems.addAll(unsafeTimes(provider)));
    return problems;
  }

  /** What could not hold whatever happens: a replay in time, and a sender that is done in time. */
  private static List<Problem> unsafeTimes(OAuthProvider provider) {
    Timing timing = provider.profile().timing();
    Rotation rotation = provider.profile().rotation();
    List<Problem> problems = new ArrayList<>();
    Duration replayed = timing.attempt().plus(timing.sendBudget());
    if (rotation.rule() == RotationRule.ONE_TIME_WITH_GRACE
        && replayed.compareTo(rotation.replayWindow()) >= 0) {
      problems.add(
          new Problem(
              provider.id() + ".timing.attempt",
              "%s + send budget %s = %s is not less than the replay window %s: when a process dies, no other could replay in time"
                  .formatted(
                      timing.attempt(), timing.sendBudget(), replayed, rotation.replayWindow()),
              "Make the attempt shorter than "
                  + rotation.replayWindow().minus(timing.sendBudget())
                  + "."));
    }
    Duration exchange = provider.endpoint().longestExchange();
    Duration answered = timing.sendBudget().plus(exchange);
    if (answered.compareTo(timing.attempt()) > 0) {
      problems.add(
          new Problem(
              provider.id() + ".timing.attempt",
              "%s is shorter than send budget %s + longest exchange %s = %s: another process would take the sender for dead"
                  .formatted(timing.attempt(), timing.sendBudget(), exchange, answered),
              "Make the attempt at least that long, or the exchange shorter."));
    }
    return problems;
  }

  /** RFC 9700 section 4.4.2: a callback must tell which provider it comes from. */
  private static List<Problem> sharedRedirectUris(Collection<OAuthProvider> providers) {
    Map<URI, Set<String>> byUri = new TreeMap<>();
    for (OAuthProvider each : providers) {
      if (each.authorization() != null) {
        byUri
            .computeIfAbsent(each.authorization().redirectUri(), uri -> new TreeSet<>())
            .add(each.id());
      }
    }
    return byUri.entrySet().stream()
        .filter(each -> each.getValue().size() > 1)
        .map(
            each ->
                new Problem(
                    "redirectUri",
                    each.getKey() + " is that of " + each.getValue(),
                    "Give each provider its own."))
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
    return named(id.provider());
  }

  OAuthProvider named(String id) {
    OAuthProvider provider = byId.get(id);
    if (provider == null) {
      throw new UnknownProviderException(id, byId.keySet());
    }
    return provider;
  }

  ProviderProfile profileOf(AuthorizationId id) {
    return of(id).profile();
  }

  /** Refuses to let a token go where it does not belong. */
  void requireOwn(AuthorizationId id, URI resource) {
    Set<URI> origins = of(id).origins();
    if (origins.stream().noneMatch(each -> isSameOrigin(each, resource))) {
      throw new ForeignHostException(id, resource, origins);
    }
  }

  /** RFC 6454 section 5. */
  private static boolean isSameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  boolean knows(AuthorizationId id) {
    return byId.containsKey(id.provider());
  }

  /** What this provider has refused lately. */
  Refusals refusals(AuthorizationId id) {
    return refusals.computeIfAbsent(id.provider(), provider -> new Refusals());
  }
}
