package dev.tokenkeeper.testkit.keeper;

import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenKeeperBuilder;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryJourneyStore;
import dev.tokenkeeper.testkit.InMemoryProviderQuota;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.RecordingListener;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One keeper on ports that the test holds in its hands. */
final class World implements AutoCloseable {
  /** As usual, but for the first back-off, which passes in real time. */
  private static final Timing TIMING =
      new Timing(
          Timing.DEFAULT.attempt(),
          Timing.DEFAULT.sendBudget(),
          Timing.DEFAULT.settleAllowance(),
          Timing.DEFAULT.minPeriod(),
          Duration.ofMillis(100),
          Timing.DEFAULT.longestBackoff(),
          Timing.DEFAULT.longestDoubt());

  static final AuthorizationId ADA = AuthorizationId.of("bsn", "ada");
  static final AuthorizationId BOB = AuthorizationId.of("bsn", "bob");

  final MovableClock clock;
  final InMemoryAuthorizationStore store;
  final ScriptedTokenEndpoint endpoint = new ScriptedTokenEndpoint();
  final InMemoryProviderQuota quota;
  final InMemoryJourneyStore journeys = new InMemoryJourneyStore();
  final RecordingListener listener = new RecordingListener();
  final TokenKeeper keeper;
  private final OAuthProvider provider;
  private final TokenCipher cipher;
  private final AtomicInteger issued = new AtomicInteger();

  World() {
    this(Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID), null);
  }

  World(Rotation rotation, @Nullable Preparation preparation) {
    this(rotation, preparation, new TestCipher());
  }

  World(Rotation rotation, @Nullable Preparation preparation, TokenCipher cipher) {
    this(rotation, cipher, bsn -> bsn.preparation(preparation).storedLogins(true));
  }

  /** With one provider, as the test wants it. */
  World(Rotation rotation, TokenCipher cipher, Consumer<OAuthProvider.Builder> wishes) {
    this(rotation, cipher, new MovableClock(), null, wishes);
  }

  /** The same store, some time later, with other settings. */
  World(Rotation rotation, World before, Consumer<OAuthProvider.Builder> wishes) {
    this(rotation, before.cipher, before.clock, before.store, wishes);
  }

  private World(
      Rotation rotation,
      TokenCipher cipher,
      MovableClock clock,
      @Nullable InMemoryAuthorizationStore store,
      Consumer<OAuthProvider.Builder> wishes) {
    this.clock = clock;
    this.quota = new InMemoryProviderQuota(clock);
    this.store = store == null ? new InMemoryAuthorizationStore(clock) : store;
    endpoint.otherwise(this::grant);
    var bsn = OAuthProvider.builder("bsn", profile(rotation), endpoint);
    wishes.accept(bsn);
    provider = bsn.build();
    this.cipher = cipher;
    keeper = otherProcess();
  }

  /** A keeper of its own on the same store, as another process would have. */
  TokenKeeper otherProcess() {
    return builder().build();
  }

  TokenKeeperBuilder builder() {
    return TokenKeeper.builder()
        .provider(provider)
        .journeys(journeys)
        .store(store)
        .directory(store)
        .cipher(cipher)
        .quota(quota)
        .listener(listener)
        .settings(
            new KeeperSettings(
                "node-1",
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(30),
                1_000,
                8))
        .time(clock, clock::nanos);
  }

  Rotation rotation() {
    return provider.profile().rotation();
  }

  static ProviderProfile profile(Rotation rotation) {
    return new ProviderProfile(
        rotation,
        new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0),
        new Lifetimes(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(12),
            Duration.ofMinutes(1)),
        TIMING,
        new DeadToken(Set.of(401), Set.of(403), Set.of(410)),
        RevocationReach.TOKEN);
  }

  /** Every answer has tokens of its own: {@code at-1, rt-1, at-2, ...}. */
  Outcome grant(TokenRequest request) {
    if (request instanceof TokenRequest.Revoke) {
      return new Outcome.Revoked();
    }
    int number = issued.incrementAndGet();
    return new Outcome.Granted(
        TokenGrant.of(Secret.of("at-" + number), null, Secret.of("rt-" + number)));
  }

  /** Logs a user in and forgets the login; the first request of this world. */
  World loggedIn(AuthorizationId id) {
    keeper.journeys().login(id, UserLogin.once(id.subject(), Secret.of("password")));
    return this;
  }

  /** Logs a user in who lets us keep the login. */
  World loggedInForGood(AuthorizationId id) {
    keeper.journeys().login(id, UserLogin.kept(id.subject(), Secret.of("password")));
    return this;
  }

  World adopted(AuthorizationId id) {
    keeper
        .journeys()
        .adopt(
            id,
            TokenGrant.of(Secret.of("at-0"), null, Secret.of("rt-0")),
            Map.of("network", "acme"));
    return this;
  }

  World after(Duration time) {
    clock.advance(time);
    return this;
  }

  /** Lets time pass until there is a token. */
  <T> T afterwards(CompletableFuture<T> token) {
    await()
        .until(
            () -> {
              after(Duration.ofSeconds(1));
              return token.isDone();
            });
    return token.join();
  }

  Authorization row(AuthorizationId id) {
    return store.find(id).orElseThrow();
  }

  /** Tells whether the row is due, but not within so long. */
  boolean isPutOff(AuthorizationId id, Duration time) {
    Instant due = row(id).dueAt();
    return due != null && due.isAfter(clock.instant().plus(time));
  }

  long sent(Class<? extends TokenRequest> kind) {
    return endpoint.requests().stream().filter(kind::isInstance).count();
  }

  Set<String> revokedTokens() {
    return endpoint.requests().stream()
        .filter(TokenRequest.Revoke.class::isInstance)
        .map(request -> ((TokenRequest.Revoke) request).token().reveal(SecretAccess.granted()))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    endpoint.release();
    keeper.close();
  }
}
