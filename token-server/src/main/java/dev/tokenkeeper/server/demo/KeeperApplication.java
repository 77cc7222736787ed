package dev.tokenkeeper.server.demo;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.tokenkeeper.AuthorizationStatus;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.port.TokenCipher;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An application as a host writes it, with the keeper: it asks for tokens and keeps none. */
final class KeeperApplication implements Application {
  private static final Logger LOG = LoggerFactory.getLogger(KeeperApplication.class);

  /** What ends so soon has ended when the callers come. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Worlds worlds;
  private final Injector parts;
  private final TokenKeeper keeper;
  private final StoredTokens stored;
  private final DemoApi api = new DemoApi();
  private final InstantSource clock = InstantSource.system();

  private KeeperApplication(Worlds worlds, Injector parts) {
    this.worlds = worlds;
    this.parts = parts;
    this.keeper = parts.getInstance(TokenKeeper.class);
    var store = parts.getInstance(JpaPersistence.class).store();
    this.stored = new StoredTokens(store, parts.getInstance(TokenCipher.class), worlds);
  }

  /**
   * Puts the modules together.
   *
   * @throws com.google.inject.ProvisionException if the folder's database or keys do not fit, with
   *     the problem as its cause
   */
  static KeeperApplication open(DemoFolder folder, Worlds worlds) {
    Injector parts = Guice.createInjector(new DemoModule(folder, worlds));
    JpaPersistence persistence = parts.getInstance(JpaPersistence.class);
    try {
      return new KeeperApplication(worlds, parts);
    } catch (RuntimeException e) {
      persistence.close();
      throw e;
    }
  }

  /** Returns what it was put together from, for tests that look into it. */
  Injector parts() {
    return parts;
  }

  @Override
  public int begin() {
    List<AuthorizationId> missing =
        worlds.authorizations().stream().filter(this::needsUser).toList();
    Crew.forEach(missing, id -> worlds.of(id).authorize(keeper.journeys(), id));
    keeper.start();
    return missing.size();
  }

  /** After a night without us, refresh tokens have ended and users must come back. */
  private boolean needsUser(AuthorizationId id) {
    if (!stored.has(id)) {
      return true;
    }
    AuthorizationStatus status = keeper.authorizations().status(id);
    Instant end = status.refreshTokenEndsAt();
    boolean over = end != null && end.isBefore(clock.instant().plus(SOON));
    return status.status() == Status.REAUTHORIZATION_REQUIRED
        || (over && !worlds.of(id).needsNoUser());
  }

  @Override
  public int call(AuthorizationId id) throws IOException, InterruptedException {
    URI uri = worlds.of(id).apiUri(id.subject());
    return keeper.call(id, token -> api.get(uri, token.bearer()), Integer::intValue);
  }

  @Override
  public void settle(AuthorizationId id) {
    try {
      keeper.accessToken(id);
    } catch (TokenKeeperException e) {
      LOG.info("No token for {}: {}", id, e.getMessage());
    }
  }

  @Override
  public Fate fate(AuthorizationId id) {
    return stored.fate(id);
  }

  @Override
  public Standing standing(AuthorizationId id) {
    AuthorizationStatus status = keeper.authorizations().status(id);
    return new Standing(
        id,
        trouble(status),
        status.generation(),
        status.accessTokenEndsAt(),
        worlds.of(id).accessTokenLife());
  }

  private static @Nullable String trouble(AuthorizationStatus status) {
    return switch (status.status()) {
      case ACTIVE -> status.inDoubt() ? "in doubt" : null;
      case REAUTHORIZATION_REQUIRED -> "needs user";
      case REVOKING, REVOKED -> "revoked";
      case QUARANTINED -> "unreadable";
    };
  }

  @Override
  public void close() {
    try (JpaPersistence closedLast = parts.getInstance(JpaPersistence.class)) {
      keeper.close();
    }
  }
}
