package dev.tokenkeeper.benchmarks.provider;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A provider for each of some rules. Safe for use by many threads. */
public final class Providers implements AutoCloseable {
  private final Map<ProviderRule, Provider> byRule = new EnumMap<>(ProviderRule.class);

  private Providers() {}

  /**
   * Starts them and returns once they answer.
   *
   * @param latency as {@link Provider#start} takes it, like what follows
   */
  public static Providers start(
      Collection<ProviderRule> rules,
      Duration latency,
      Duration accessTokenLife,
      Duration grace,
      Path errors) {
    var providers = new Providers();
    for (ProviderRule rule : rules) {
      providers.byRule.put(rule, Provider.start(rule, latency, accessTokenLife, grace, errors));
    }
    return providers;
  }

  /** Returns the rules. */
  public Set<ProviderRule> rules() {
    return byRule.keySet();
  }

  /**
   * Returns the provider of this rule.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Provider of(ProviderRule rule) {
    Provider provider = byRule.get(rule);
    if (provider == null) {
      throw new IllegalArgumentException("There is no provider of rule " + rule);
    }
    return provider;
  }

  /** Returns the token endpoints for one process, by whose name its requests are told apart. */
  public Map<ProviderRule, URI> tokenUris(String process) {
    Map<ProviderRule, URI> uris = new EnumMap<>(ProviderRule.class);
    byRule.forEach((rule, provider) -> uris.put(rule, provider.tokenUri(process)));
    return uris;
  }

  /** Returns the truth about every token of all of them, by fingerprint. */
  public Map<String, TokenFacts> facts() {
    Map<String, TokenFacts> facts = new HashMap<>();
    byRule.values().forEach(each -> facts.putAll(each.facts()));
    return facts;
  }

  @Override
  public void close() {
    byRule.values().forEach(Provider::close);
  }
}
