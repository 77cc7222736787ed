package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.TokenKeeper;
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
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API at {@code http://localhost:port}, and a keeper of its tokens: {@code at-ada} and {@code
 * at-bob} to begin with, renewed as {@code at-1}, {@code at-2}, ...
 */
final class KeptApi implements AutoCloseable {
  static final AuthorizationId ADA = AuthorizationId.of("api", "ada");
  static final AuthorizationId BOB = AuthorizationId.of("api", "bob");

  final ApiServer server;
  final MovableClock clock = new MovableClock();
  final ScriptedTokenEndpoint tokens = new ScriptedTokenEndpoint();
  final TokenKeeper keeper;
  private final AtomicInteger issued = new AtomicInteger();

  /** An API that gives these statuses, one a request, and then 200; a 401 is a dead token. */
  KeptApi(Integer... statuses) throws IOException {
    this(Set.of(401), statuses);
  }

  KeptApi(Set<Integer> dead, Integer... statuses) throws IOException {
    server = new ApiServer(statuses);
    tokens.otherwise(request -> new Outcome.Granted(grant(issued.incrementAndGet())));
    var store = new InMemoryAuthorizationStore(clock);
    keeper =
        TokenKeeper.builder()
            .provider(
                OAuthProvider.builder("api", profile(dead), tokens)
                    .origins(Set.of(uri("")))
                    .build())
            .store(store)
            .directory(store)
            .cipher(new TestCipher())
            .time(clock, clock::nanos)
            .build();
    keeper.journeys().adopt(ADA, grant("ada"), Map.of());
    keeper.journeys().adopt(BOB, grant("bob"), Map.of());
    clock.advance(Timing.DEFAULT.minPeriod());
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  /** How many times the tokens were renewed. */
  int renewals() {
    return tokens.requests().size();
  }

  private static TokenGrant grant(Object name) {
    return TokenGrant.of(Secret.of("at-" + name), null, Secret.of("rt-" + name));
  }

  private static ProviderProfile profile(Set<Integer> dead) {
    return new ProviderProfile(
        // Where reuse is punished so, a refusal is believed at once; the clock stands still here.
        Rotation.oneTime(ReusePenalty.WIDER, OldAccessToken.DIES_AT_REFRESH),
        new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0),
        new Lifetimes(Duration.ofMinutes(5), Duration.ofMinutes(30), null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        new DeadToken(dead, Set.of(), Set.of()),
        RevocationReach.NONE);
  }

  @Override
  public void close() {
    keeper.close();
    server.close();
  }
}
