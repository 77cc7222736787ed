package dev.tokenkeeper.benchmarks.load;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.port.OAuthProvider;
import java.time.Duration;
import java.util.List;

/**
 * A keeper's process under load. Tells {@code ready}; obeys {@code take USER} ({@code taken
 * TOKEN}), {@code storm USER MILLIS}, in which that token is refused at that time of day (see
 * {@link Callers}), {@code sweep} and {@code close}.
 */
final class LoadedKeeper {
  private final LoadPlan plan;
  private final TokenKeeper keeper;
  private final Callers callers;

  private LoadedKeeper(LoadPlan plan) {
    this.plan = plan;
    this.callers = new Callers(plan.callers());
    JpaPersistence persistence = JpaPersistence.open(plan.database(Migrate.OFF));
    this.keeper =
        TokenKeeper.builder()
            .provider(provider())
            .store(persistence.store())
            .directory(persistence.directory())
            .journeys(persistence.journeys())
            .cipher(plan.keys().cipher(persistence.keyCheck()))
            .settings(settings())
            .build();
  }

  public static void main(String... args) {
    var process = new LoadedKeeper(LoadPlan.of(args));
    Parent.tell("ready");
    Parent.obey(process::obey);
  }

  private KeeperSettings settings() {
    KeeperSettings usual = KeeperSettings.DEFAULT;
    return new KeeperSettings(
        plan.node(),
        usual.skew(),
        Duration.ofSeconds(10),
        usual.sweepPeriod(),
        usual.idleAfter(),
        usual.cacheSize(),
        LoadPlan.EXCHANGES);
  }

  private OAuthProvider provider() {
    var client = ClientSettings.basic(Provider.CLIENT_ID, Secret.of(Provider.CLIENT_SECRET));
    ResilienceSettings usual = ResilienceSettings.DEFAULT;
    var endpoint =
        new OAuth2Endpoint(
            EndpointSettings.of(plan.tokenUri(), null, client)
                .withResilience(
                    new ResilienceSettings(
                        LoadPlan.EXCHANGES,
                        usual.failureThreshold(),
                        usual.window(),
                        usual.openFor(),
                        usual.pausesWhenThrottled())));
    return OAuthProvider.builder(LoadPlan.PROVIDER, LoadPlan.profile(), endpoint).build();
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "take" -> Parent.tell("taken", Vault.fingerprint(take(order.get(1)).value()));
      case "storm" -> storm(LoadPlan.id(order.get(1)), Long.parseLong(order.get(2)));
      case "sweep" -> keeper.start();
      case "close" -> close();
      default -> throw new IllegalArgumentException("No such order: " + order.get(0));
    }
  }

  private AccessToken take(String user) {
    return keeper.accessToken(LoadPlan.id(user));
  }

  private void storm(AuthorizationId id, long atMillis) {
    AccessToken refused = keeper.accessToken(id);
    callers.callAt(
        atMillis, () -> Vault.fingerprint(keeper.reportRejected(id, refused, 401).value()));
  }

  private void close() {
    keeper.close();
    System.exit(0);
  }
}
