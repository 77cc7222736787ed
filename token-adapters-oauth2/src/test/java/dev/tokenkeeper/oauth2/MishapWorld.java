package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A keeper, one user, and a provider whose first answer goes wrong: real HTTP in virtual time. */
final class MishapWorld implements AutoCloseable {
  private static final AuthorizationId ADA = AuthorizationId.of("api", "ada");
  private static final Duration LONG = Duration.ofHours(2);
  private static final Duration TWO_LIVES = Duration.ofMinutes(10);

  private final MovableClock clock = new MovableClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final InMemoryAuthorizationStore store = new InMemoryAuthorizationStore(clock);
  private final Mishap mishap;
  private final RotatingProvider provider;
  private final RawServer server;
  private final OAuth2Endpoint endpoint;
  private final TokenKeeper keeper;
  private int attempts;

  MishapWorld(Mishap mishap, Rotation rotation) throws IOException {
    this.mishap = mishap;
    this.provider = new RotatingProvider(rotation, clock);
    this.server = RawServer.start(this::answer);
    this.endpoint = endpoint(server.uri("/token"));
    this.keeper =
        TokenKeeper.builder()
            .provider(OAuthProvider.builder("api", profile(rotation), new Counted()).build())
            .store(store)
            .directory(store)
            .cipher(new TestCipher())
            .settings(settings())
            .time(clock, clock::nanos)
            .threads(time, time)
            .build();
  }

  private OAuth2Endpoint endpoint(URI uri) {
    return new OAuth2Endpoint(Endpoints.settings(uri).withHttp(mishap.http()), clock.asClock());
  }

  private void answer(RawServer.Request request) throws IOException {
    Duration delay = mishap.processedAfter;
    if (attempts > 1) {
      String answer = provider.process(request.body());
      request.answer(answer.contains("error") ? 400 : 200, answer);
    } else if (delay == null || delay.isZero()) {
      mishap.befall(request, delay == null ? "" : provider.process(request.body()));
    } else {
      var unused =
          time.schedule(
              () -> provider.process(request.body()), delay.toMillis(), TimeUnit.MILLISECONDS);
      mishap.befall(request, "");
    }
  }

  /**
   * Returns what the first request made of the row, after how long a second one came, what that one
   * made of it, and what was left long afterwards if that is something else.
   */
  String story() {
    keeper
        .journeys()
        .adopt(ADA, TokenGrant.of(Secret.of("at-0"), null, Secret.of("rt-0")), Map.of());
    keeper.start();
    Authorization adopted = row();
    Instant first = awaitAttempt(1);
    Authorization answered = row();
    String story = said(adopted, answered);
    Duration wait = Duration.between(first, awaitAttempt(2));
    if (wait.compareTo(LONG) >= 0) {
      return story + ", not again";
    }
    String next = said(answered, row());
    time.advance(TWO_LIVES);
    String last = hasEnded() && !next.equals("lost") ? ", lost" : "";
    return story + ", " + wait.toSeconds() + " s, " + next + last;
  }

  /** Lets time pass until so many attempts were made, or for long. */
  private Instant awaitAttempt(int number) {
    Instant end = clock.instant().plus(LONG);
    while (attempts < number && clock.instant().isBefore(end)) {
      time.advance(time.untilNext());
    }
    return clock.instant();
  }

  /** How many requests came for each attempt of which one could come. */
  double requestsPerAttempt() {
    return (double) server.heads() / (mishap == Mishap.NO_CONNECTION ? attempts - 1 : attempts);
  }

  /** Whether a user must log in although the provider would take what the keeper has. */
  boolean hasEndedForNothing() {
    return hasEnded() && provider.isAlive();
  }

  private boolean hasEnded() {
    return row().status() != Status.ACTIVE;
  }

  private Authorization row() {
    return store.find(ADA).orElseThrow();
  }

  private static String said(Authorization before, Authorization after) {
    if (after.status() != Status.ACTIVE) {
      return "lost";
    }
    if (after.generation() > before.generation()) {
      return "renewed";
    }
    return after.doubt() == null ? "kept" : "doubt";
  }

  private static KeeperSettings settings() {
    return new KeeperSettings(
        "node",
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        1_000,
        4);
  }

  private static ProviderProfile profile(Rotation rotation) {
    return new ProviderProfile(
        rotation,
        new Renewal(Renewal.When.AHEAD, 0.7, Duration.ofMinutes(20), true, 0),
        new Lifetimes(Duration.ofMinutes(5), Duration.ofDays(30), null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }

  /** Counts those that are let through, and sends the first astray if that is the mishap. */
  private final class Counted implements TokenEndpoint {
    @Override
    public Admission admit(Attempt.Purpose purpose) {
      attempts++;
      boolean astray = attempts == 1 && mishap == Mishap.NO_CONNECTION;
      return (astray ? endpoint(URI.create("http://no-such-host.invalid/token")) : endpoint)
          .admit(purpose);
    }

    @Override
    public Duration longestExchange() {
      return endpoint.longestExchange();
    }
  }

  @Override
  public void close() {
    keeper.close();
    server.close();
  }
}
