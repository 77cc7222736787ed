package dev.tokenkeeper.server.demo;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.port.TokenCipher;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application as a host writes it, with the keeper: it asks for tokens and keeps none. */
final class KeeperApplication implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperApplication.class);

  private final World world;
  private final DemoSecrets secrets;
  private final JpaPersistence persistence;
  private final TokenKeeper keeper;
  private final StoredTokens stored;
  private final DemoApi api = new DemoApi();

  private KeeperApplication(
      World world, DemoSecrets secrets, JpaPersistence persistence, Injector injector) {
    this.world = world;
    this.secrets = secrets;
    this.persistence = persistence;
    this.keeper = injector.getInstance(TokenKeeper.class);
    this.stored =
        new StoredTokens(persistence.store(), injector.getInstance(TokenCipher.class), world);
  }

  /**
   * Puts the modules together and begins to keep what is stored.
   *
   * @throws com.google.inject.ProvisionException if the folder's database or keys do not fit, with
   *     the problem as its cause
   */
  static KeeperApplication open(DemoFolder folder, World world, DemoSecrets secrets) {
    Injector injector = Guice.createInjector(new DemoModule(folder, world));
    JpaPersistence persistence = injector.getInstance(JpaPersistence.class);
    try {
      var application = new KeeperApplication(world, secrets, persistence, injector);
      application.keeper.start();
      return application;
    } catch (RuntimeException e) {
      persistence.close();
      throw e;
    }
  }

  @Override
  public int logIn(List<String> users) {
    List<String> unknown = users.stream().filter(user -> !stored.has(id(user))).toList();
    Crew.forEach(unknown, this::logIn);
    return unknown.size();
  }

  private void logIn(String user) {
    keeper.journeys().login(id(user), UserLogin.kept(user, secrets.of(user)));
  }

  @Override
  public int call(String user) throws IOException, InterruptedException {
    return keeper.call(
        id(user), token -> api.get(world.apiUri(user), token.bearer()), Integer::intValue);
  }

  @Override
  public void settle(String user) {
    try {
      keeper.accessToken(id(user));
    } catch (TokenKeeperException e) {
      LOG.info("No token for {}: {}", user, e.getMessage());
    }
  }

  @Override
  public Fate fate(String user) {
    return stored.fate(id(user));
  }

  @Override
  public List<Standing> standings(int max) {
    return keeper.authorizations().list(null, max).stream()
        .map(KeeperApplication::standing)
        .toList();
  }

  private static Standing standing(AuthorizationStatus status) {
    return new Standing(
        status.id().subject(),
        trouble(status),
        status.generation(),
        status.accessTokenEndsAt(),
        status.sessionEndsAt());
  }

  private static @Nullable String trouble(AuthorizationStatus status) {
    return switch (status.status()) {
      case ACTIVE -> status.inDoubt() ? "in doubt" : null;
      case REAUTHORIZATION_REQUIRED -> "needs the user";
      case REVOKING, REVOKED -> "revoked";
      case QUARANTINED -> "does not open";
    };
  }

  private AuthorizationId id(String user) {
    return AuthorizationId.of(world.providerId(), user);
  }

  @Override
  public void close() {
    try (JpaPersistence closedLast = persistence) {
      keeper.close();
    }
  }
}
