package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.benchmarks.provider.PlainClient;
import java.util.Map;

/** Keepers, on their own store. */
final class KeeperContender implements Contender {
  private final PlainClient client;
  private final Vault vault;

  KeeperContender(Site site) {
    this.client = site.client();
    this.vault = site.vault();
  }

  @Override
  public String name() {
    return "keeper";
  }

  @Override
  public Class<?> program() {
    return LoadedKeeper.class;
  }

  @Override
  public boolean logIn() throws Exception {
    return vault.add(Map.of(USER, client.login(USER).orElseThrow()), vault.now());
  }

  @Override
  public Holding holding() {
    return vault.holdings().get(0);
  }

  @Override
  public void close() {
    vault.close();
  }
}
