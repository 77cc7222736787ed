package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenLease;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A step that is permitted and not taken sets its own time to look again (protocol.md 6): it is
 * neither forgotten nor looked at without end.
 */
class LivenessTest {
  private static final Duration DUE = Duration.ofSeconds(220);

  /** From then until a token of five minutes is not lent any more. */
  private static final Duration TO_ITS_END = Duration.ofSeconds(75);

  private static final Duration IN_USE = Duration.ofSeconds(1);
  private static final Rotation DYING = Rotation.reusable(OldAccessToken.DIES_AT_REFRESH);

  @Test
  void start_providerIsSuspended_looksAgainWhenThatEndsAndSendsThen() {
    try (World world = new World().loggedIn(ADA).loggedIn(BOB).after(DUE)) {
      world.endpoint.otherwise(request -> new Outcome.ClientRefused("invalid_client"));
      world.keeper.start();
      await().until(() -> isReleased(world, ADA) && isReleased(world, BOB));
      world.after(Duration.ofSeconds(2));
      Instant end = world.clock.instant().plusSeconds(28);
      await().until(() -> dueTimes(world), Set.of(end, end.plusMillis(5))::equals);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(2);
      world.endpoint.otherwise(world::grant);
      world.after(Duration.ofSeconds(29));
      await().until(() -> world.row(ADA).generation() == 1 && world.row(BOB).generation() == 1);
    }
  }

  @Test
  void start_permitsAreHeld_looksAgainWhenToldAndSendsOnceThereIsOne() {
    try (World world = new World().loggedIn(ADA).after(DUE)) {
      world.endpoint.hold(Duration.ofSeconds(40), "full");
      world.keeper.start();
      for (int i = 0; i < 3; i++) {
        awaitDue(world, ADA, Duration.ofSeconds(40));
        assertThat(world.row(ADA).attempt()).isNull();
        world.after(Duration.ofSeconds(40));
      }
      awaitDue(world, ADA, Duration.ofSeconds(40));
      world.endpoint.admitAgain();
      world.after(Duration.ofSeconds(40));
      await().until(() -> world.row(ADA).generation() == 1);
    }
  }

  @Test
  void start_tokenIsLent_looksAgainUntilItsEndAndRenewsThenThoughItIsStillLent() {
    try (World world = new World(DYING, null).loggedIn(ADA);
        TokenLease lease = world.keeper.lease(ADA)) {
      world.keeper.start();
      world.after(DUE);
      awaitDue(world, ADA, IN_USE);
      world.after(TO_ITS_END.minus(IN_USE));
      awaitDue(world, ADA, IN_USE);
      assertThat(world.sent(TokenRequest.Refresh.class)).isZero();
      world.after(IN_USE);
      await().until(() -> world.row(ADA).generation() == 1);
      assertThat(world.keeper.accessToken(ADA)).isNotEqualTo(lease.token());
    }
  }

  @Test
  void start_providerIsNotInstalled_looksAgainInAMinuteAndLeavesTheRowToWhoeverHasIt() {
    try (World world = new World().loggedIn(ADA).after(DUE)) {
      try (TokenKeeper other = withoutProvider(world)) {
        other.start();
        for (int i = 0; i < 3; i++) {
          awaitDue(world, ADA, Duration.ofMinutes(1));
          assertThat(world.row(ADA).attempt()).isNull();
          world.after(Duration.ofMinutes(1));
        }
        awaitDue(world, ADA, Duration.ofMinutes(1));
      }
      world.keeper.start();
      world.after(Duration.ofMinutes(1));
      await().until(() -> world.row(ADA).generation() == 1);
    }
  }

  private static void awaitDue(World world, AuthorizationId id, Duration ahead) {
    Instant at = world.clock.instant().plus(ahead);
    await().until(() -> world.row(id).dueAt(), at::equals);
  }

  private static Set<Instant> dueTimes(World world) {
    return Stream.of(ADA, BOB)
        .map(id -> Objects.requireNonNull(world.row(id).dueAt()))
        .collect(Collectors.toSet());
  }

  private static boolean isReleased(World world, AuthorizationId id) {
    boolean unsent = world.row(id).attempt() == null;
    return unsent && world.row(id).notBefore().isAfter(world.clock.instant());
  }

  private static TokenKeeper withoutProvider(World world) {
    var endpoint = new ScriptedTokenEndpoint();
    return TokenKeeper.builder()
        .provider(OAuthProvider.builder("other", World.profile(DYING), endpoint).build())
        .store(world.store)
        .directory(world.store)
        .cipher(new TestCipher())
        .settings(
            new KeeperSettings(
                "node-2",
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(30),
                1_000,
                8))
        .time(world.clock, world.clock::nanos)
        .build();
  }
}
