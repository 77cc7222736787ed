package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Replays in a window: they do not wait, and the answer may be another than was promised. */
class GraceTest {
  private static final Duration EXPIRED = Duration.ofMinutes(6);
  private static final Rotation GRACE =
      new Rotation(
          RotationRule.ONE_TIME_WITH_GRACE,
          Duration.ofMinutes(5),
          ReusePenalty.FAMILY,
          OldAccessToken.STAYS_VALID);

  @Test
  void replay_providerIsFailing_isSentAllTheSame() {
    try (World world = new World(GRACE, null).loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.Unknown("connection reset"));
      CompletableFuture<AccessToken> token = token(world);
      await().until(() -> world.row(ADA).doubt() != null);
      world.endpoint.hold(Duration.ofHours(1), "the circuit is open");

      assertThat(world.afterwards(token).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void replay_bringsADeadToken_isNoticedAtItsUseAndTheUserIsAskedOnce() {
    try (World world = new World(GRACE, null).loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.Unknown("connection reset"), granted("dead"));
      assertThat(world.afterwards(token(world)).bearer()).isEqualTo("Bearer at-dead");
      world.after(EXPIRED).endpoint.otherwise(request -> new Outcome.GrantRefused("invalid_grant"));

      assertThatThrownBy(() -> world.afterwards(token(world)))
          .hasCauseInstanceOf(ReauthorizationRequiredException.class);
      assertThat(world.listener.events(ReauthorizationRequired.class)).hasSize(1);
    }
  }

  /** Each answer has a pair of its own, and the provider has forgotten the wrong one. */
  @Test
  void replay_bringsAnotherPairThatIsRefused_thePairThatCameLateIsTried() throws Exception {
    var first = new CompletableFuture<Outcome>();
    try (World world = new World(GRACE, null).loggedIn(ADA).after(EXPIRED);
        TokenKeeper other = world.otherProcess()) {
      world.endpoint.otherwise(request -> first.join());
      CompletableFuture<AccessToken> slow = token(world);
      assertThat(world.endpoint.awaitOnTheWire(1, Duration.ofSeconds(5))).isTrue();
      world.endpoint.otherwise(request -> granted("replayed"));
      world.after(Duration.ofSeconds(31));
      assertThat(other.accessToken(ADA).bearer()).isEqualTo("Bearer at-replayed");
      first.complete(granted("late"));
      assertThat(world.afterwards(slow).bearer()).isEqualTo("Bearer at-replayed");
      assertThat(world.row(ADA).spares())
          .extracting(Spare::purpose)
          .containsExactly(Spare.Purpose.ALTERNATE);

      world.after(EXPIRED).endpoint.otherwise(request -> only("rt-late", request));

      assertThat(world.afterwards(token(world)).bearer()).isEqualTo("Bearer at-next");
      assertThat(world.row(ADA).status()).isEqualTo(Status.ACTIVE);
      assertThat(world.listener.events(ReauthorizationRequired.class)).isEmpty();
    }
  }

  private static Outcome only(String alive, TokenRequest request) {
    Secret sent = ((TokenRequest.Refresh) request).refreshToken();
    return sent.reveal(SecretAccess.granted()).equals(alive)
        ? granted("next")
        : new Outcome.GrantRefused("invalid_grant");
  }

  private static Outcome granted(String name) {
    return new Outcome.Granted(
        TokenGrant.of(Secret.of("at-" + name), null, Secret.of("rt-" + name)));
  }

  private static CompletableFuture<AccessToken> token(World world) {
    return world.keeper.accessTokenAsync(ADA).toCompletableFuture();
  }
}
