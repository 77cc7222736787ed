package dev.tokenkeeper.server.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.oauth2.ClientSettings;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.InMemoryProviderQuota;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.TestCipher;
import dev.tokenkeeper.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A provider is away for an hour, in which everybody's token becomes due: meanwhile it is left in
 * peace, and once it is back nobody comes too late, though it takes but so many a second. With
 * {@code -Dusers=100000} for more of them; the limit grows with their number.
 */
@Tag("whole")
class OutageTest {
  private static final int USERS = Integer.getInteger("users", 20_000);
  private static final Duration HOUR = Duration.ofHours(1);

  /** It takes more than half an hour until everybody has had his turn. */
  private static final int AT_MOST = USERS / 2_000;

  /** The first refresh token ends eight minutes after the outage. */
  private static final Duration LIFE = Duration.ofMinutes(110);

  private final MovableClock clock = new MovableClock();
  private final VirtualTime time = new VirtualTime(clock);
  private final InMemoryAuthorizationStore store = new InMemoryAuthorizationStore(clock);
  private final Instant began = clock.instant();

  static Stream<ProviderLimits> limits() {
    return Stream.of(
        ProviderLimits.NONE,
        ProviderLimits.NONE.withRequests(
            AT_MOST, Duration.ofSeconds(1), ProviderLimits.Key.PER_APPLICATION));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void outage_allAreDueAtItsEnd_nobodyComesTooLate(ProviderLimits limits) throws Exception {
    try (var provider = new AwayProvider(clock);
        var keeper = keeper(provider, limits)) {
      provider.away(true);
      keeper.start();
      adoptOneAfterTheOther(keeper);
      time.advance(Duration.ofMinutes(42));
      long writes = writes() - USERS;
      int requests = provider.requests();
      provider.away(false);
      Duration cleared = clear(provider);

      int most = mostInASecond(provider);
      Duration left = leastLeft(provider);
      System.out.printf(
          "%d users, %s: %d requests and %d writes while it was away; then cleared in %s, at most"
              + " %d requests in a second, %s left to whoever came last%n",
          USERS, limits, requests, writes, cleared, most, left);
      assertThat(provider.served()).hasSize(USERS);
      assertThat(left).isPositive();
      assertThat(requests).isLessThan(300);
      assertThat(writes).isLessThan(300 * HOUR.toSeconds());
      assertThat(most).isLessThanOrEqualTo(limits.areAny() ? AT_MOST : USERS / 10);
    }
  }

  /** For an hour, by names that do not say who came first. */
  private void adoptOneAfterTheOther(TokenKeeper keeper) {
    for (int i = 0; i < USERS; i++) {
      var id = AuthorizationId.of("api", "user-" + Integer.toHexString(i * 0x9E3779B1));
      var grant = TokenGrant.of(Secret.of("at"), null, Secret.of("rt-" + i));
      keeper.journeys().adopt(id, grant, Map.of());
      time.advance(HOUR.dividedBy(USERS));
    }
  }

  private Duration clear(AwayProvider provider) {
    Instant back = clock.instant();
    while (provider.served().size() < USERS && clock.instant().isBefore(back.plus(HOUR))) {
      time.advance(Duration.ofSeconds(10));
    }
    return Duration.between(back, clock.instant());
  }

  /** Of all users, how long the refresh token would still have lived that was nearest its end. */
  private Duration leastLeft(AwayProvider provider) {
    return provider.served().entrySet().stream()
        .map(each -> Duration.between(each.getValue(), endOf(each.getKey())))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Instant endOf(int user) {
    return began.plus(HOUR.dividedBy(USERS).multipliedBy(user)).plus(LIFE);
  }

  private static int mostInASecond(AwayProvider provider) {
    Map<Long, Integer> counts = new HashMap<>();
    provider.served().values().forEach(at -> counts.merge(at.getEpochSecond(), 1, Integer::sum));
    return Collections.max(counts.values());
  }

  private long writes() {
    return store.list(null, USERS + 1).stream().mapToLong(row -> row.revision()).sum();
  }

  private TokenKeeper keeper(AwayProvider provider, ProviderLimits limits) {
    var settings =
        EndpointSettings.of(
            provider.uri(), null, ClientSettings.basic("client", Secret.of("client-secret")));
    var endpoint = new OAuth2Endpoint(settings, clock.asClock());
    return TokenKeeper.builder()
        .provider(OAuthProvider.builder("api", profile(), endpoint).limits(limits).build())
        .store(store)
        .directory(store)
        .quota(new InMemoryProviderQuota(clock))
        .cipher(new TestCipher())
        .settings(
            new KeeperSettings(
                "node",
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                1_000,
                32))
        .time(clock, clock::nanos)
        .threads(time, time)
        .build();
  }

  private static ProviderProfile profile() {
    return new ProviderProfile(
        Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
        new Renewal(Renewal.When.AHEAD, 0.7, Duration.ofMinutes(80), false, 0),
        new Lifetimes(HOUR, LIFE, null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }
}
