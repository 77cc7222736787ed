package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenKeeperBuilder;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.Provider;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.oauth2.ResilienceSettings;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.port.OAuthProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A keeper's process. Tells {@code ready}, what {@link Watch} tells, and {@code done WORD RULE USER
 * RESULT} for each order {@code login RULE USER} and {@code renew RULE USER}; obeys {@code sweep},
 * {@code arm POINT RULE}, {@code disarm}, {@code go} and {@code close} too.
 */
public final class KeeperProcess {
  private static final int THREADS = 24;

  private final KeeperPlan plan;
  private final Watch watch;
  private final TokenKeeper keeper;
  private final ExecutorService orders = Executors.newFixedThreadPool(8);

  private KeeperProcess(KeeperPlan plan) {
    this.plan = plan;
    this.watch = new Watch(plan.node());
    JpaPersistence persistence = JpaPersistence.open(plan.database(Migrate.OFF));
    TokenKeeperBuilder builder = TokenKeeper.builder();
    plan.tokenUris().forEach((rule, uri) -> builder.provider(provider(rule, uri)));
    this.keeper =
        builder
            .store(new WatchedStore(persistence.store(), watch))
            .directory(persistence.directory())
            .journeys(persistence.journeys())
            .cipher(new WatchedCipher(plan.keys().cipher(persistence.keyCheck()), watch))
            .settings(settings())
            .build();
  }

  /** Runs it until it is told to close, or its parent is gone. */
  public static void main(String... args) {
    var process = new KeeperProcess(KeeperPlan.of(args));
    Parent.tell("ready");
    Parent.obey(process::obey);
  }

  private KeeperSettings settings() {
    return new KeeperSettings(
        plan.node(),
        Duration.ofMillis(100),
        Duration.ofSeconds(20),
        Duration.ofMillis(50),
        Duration.ofSeconds(30),
        10_000,
        THREADS);
  }

  private OAuthProvider provider(ProviderRule rule, URI tokenUri) {
    var client = ClientSettings.basic(Provider.CLIENT_ID, Secret.of(Provider.CLIENT_SECRET));
    var endpoint =
        new OAuth2Endpoint(
            EndpointSettings.of(tokenUri, null, client)
                .withHttp(
                    new HttpSettings(Duration.ofMillis(500), Duration.ofMillis(1500), 64 * 1024))
                // The provider is well; what fails here are ourselves.
                .withResilience(
                    new ResilienceSettings(THREADS, 100, 10_000, Duration.ofMillis(100), false)));
    return OAuthProvider.builder(
            rule.id(), KeeperPlan.profile(rule), new WatchedEndpoint(rule.id(), endpoint, watch))
        .storedLogins(true)
        .build();
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "sweep" -> sweep();
      case "arm" -> watch.gate().arm(Point.valueOf(order.get(1)), order.get(2));
      case "disarm" -> watch.gate().disarm();
      case "go" -> watch.gate().open();
      case "login", "renew" -> orders.execute(() -> work(order));
      case "close" -> close();
      default -> throw new IllegalArgumentException("No such order: " + order.get(0));
    }
  }

  private void sweep() {
    keeper.start();
    new Caller(keeper, watch, plan).start();
  }

  private void work(List<String> order) {
    ProviderRule rule = ProviderRule.of(order.get(1));
    String user = order.get(2);
    Runnable work =
        order.get(0).equals("login")
            ? () -> login(rule, user)
            : () -> keeper.authorizations().renew(KeeperPlan.id(rule, user));
    Parent.tell("done", order.get(0), order.get(1), user, result(work));
  }

  private void login(ProviderRule rule, String user) {
    Secret password = Secret.of(Provider.password(user));
    keeper
        .journeys()
        .login(
            KeeperPlan.id(rule, user),
            rule.keepsLogins() ? UserLogin.kept(user, password) : UserLogin.once(user, password));
  }

  private static String result(Runnable work) {
    try {
      work.run();
      return "ok";
    } catch (ReauthorizationRequiredException e) {
      return "reauthorize";
    } catch (TokenKeeperException e) {
      return "later";
    }
  }

  private void close() {
    keeper.close();
    Parent.tell("closed");
    System.exit(0);
  }
}
