package dev.tokenkeeper.benchmarks.crash;

import dev.tokenkeeper.benchmarks.keeper.KeeperPlan;
import dev.tokenkeeper.benchmarks.keeper.KeeperProcess;
import dev.tokenkeeper.benchmarks.process.Child;
import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.benchmarks.provider.ProviderRule;
import dev.tokenkeeper.benchmarks.provider.Providers;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.persistence.jpa.JpaPersistence;
import dev.tokenkeeper.persistence.jpa.JpaSettings.Migrate;
import dev.tokenkeeper.port.TokenCipher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keepers on one database, whose rows are opened with their own keys. */
final class KeeperContender implements Contender {
  private static final int MOST_USERS = 1000;

  /** Quick to start: most of these processes do not live for long. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx192m",
          "-Dorg.jboss.logging.provider=slf4j",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  private final Providers providers;
  private final String databaseUrl;
  private final Path folder;
  private final int users;
  private final List<String> options;
  private final JpaPersistence persistence;
  private final TokenCipher cipher;

  KeeperContender(
      Providers providers, String databaseUrl, Path folder, int users, List<String> options) {
    this.providers = providers;
    this.databaseUrl = databaseUrl;
    this.folder = folder;
    this.users = users;
    this.options = Stream.concat(OPTIONS.stream(), options.stream()).toList();
    KeeperPlan plan = plan("judge");
    this.persistence = JpaPersistence.open(plan.database(Migrate.AUTO));
    this.cipher = plan.keys().cipher(persistence.keyCheck());
  }

  private KeeperPlan plan(String name) {
    return new KeeperPlan(
        name, providers.tokenUris(name), databaseUrl, folder.resolve("keyset.json"), users);
  }

  @Override
  public Child start(String name, Consumer<List<String>> heard) {
    return Child.start(
        name,
        KeeperProcess.class,
        options,
        plan(name).arguments(),
        folder.resolve("keepers.log"),
        heard);
  }

  @Override
  public int processes() {
    return 3;
  }

  @Override
  public Duration warmUp() {
    return Duration.ofMillis(500);
  }

  /** Where a token is spent and its successor not stored, twice. */
  @Override
  public List<Point> points() {
    List<Point> points = new ArrayList<>(List.of(Point.values()));
    List<Point> between =
        List.of(
            Point.TOKEN_SPENT,
            Point.HEADERS_SENT,
            Point.MID_BODY,
            Point.BODY_SENT,
            Point.ANSWER_IN_HAND,
            Point.SEALED,
            Point.BEFORE_STORE,
            Point.COMMITTING);
    points.addAll(between);
    return points;
  }

  @Override
  public boolean surfaces() {
    return true;
  }

  @Override
  public List<Holding> holdings() {
    return persistence.directory().list(null, MOST_USERS).stream().map(this::holding).toList();
  }

  private Holding holding(Authorization row) {
    Attempt attempt = row.attempt();
    Instant renewed = row.failure().lastSuccess();
    List<String> spares =
        row.spares().stream()
            .filter(spare -> spare.purpose() == Spare.Purpose.ALTERNATE)
            .map(spare -> fingerprint(row, spare.grant()))
            .filter(Objects::nonNull)
            .toList();
    Instant ended = row.reasonSince();
    return new Holding(
        ProviderRule.of(row.id().provider()),
        row.id().subject(),
        row.epoch(),
        row.generation(),
        row.status() != Status.ACTIVE,
        fingerprint(row, row.grant()),
        spares,
        row.canLogIn(),
        attempt == null && row.doubt() == null,
        attempt == null ? null : attempt.owner(),
        millis(row.status() == Status.ACTIVE ? renewed : ended));
  }

  private static long millis(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli();
  }

  private @Nullable String fingerprint(Authorization row, @Nullable SealedGrant grant) {
    if (grant == null || grant.refreshToken() == null) {
      return null;
    }
    var place =
        new SealedFor(row.id(), grant.epoch(), grant.generation(), SealedFor.Field.REFRESH_TOKEN);
    return Fingerprint.of(cipher.open(grant.refreshToken(), place).reveal(SecretAccess.granted()));
  }

  @Override
  public void close() {
    persistence.close();
  }
}
