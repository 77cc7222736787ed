package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.Revocation;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.domain.TokenRevocation.Result;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepingTest {
  private static final Duration DUE = Duration.ofSeconds(220);

  @Test
  void start_usedToken_isRenewedAheadWithoutAnybodyAsking() {
    try (World world = new World().loggedIn(ADA)) {
      world.keeper.start();
      world.keeper.accessToken(ADA);
      world.after(DUE);
      await().until(() -> world.row(ADA).generation() == 1);
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void start_idleToken_isKeptAliveByItsRefreshTokenOnly() {
    try (World world = new World().loggedIn(ADA).after(DUE)) {
      world.keeper.start();
      await().until(() -> world.row(ADA).generation() == 1);
      world.after(DUE);
      await().until(() -> world.isPutOff(ADA, Duration.ofMinutes(5)));
      assertThat(world.row(ADA).generation()).isEqualTo(1);
      world.after(Duration.ofMinutes(20));
      await().until(() -> world.row(ADA).generation() == 2);
    }
  }

  @Test
  void start_providerIsAway_theRowStaysDueAndIsRenewedWhenItIsBack() {
    try (World world = new World().loggedIn(ADA)) {
      world.endpoint.answer(new Outcome.NotSent("refused"), new Outcome.NotSent("refused"));
      world.keeper.start();
      world.keeper.accessToken(ADA);
      world.after(DUE);
      await()
          .until(
              () -> {
                world.after(Duration.ofMillis(100));
                return world.row(ADA).generation() == 1;
              });
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(3);
    }
  }

  @Test
  void start_noPermits_theRowIsPutOffUnclaimed() {
    try (World world = new World().loggedIn(ADA).after(DUE)) {
      world.endpoint.hold(Duration.ofSeconds(40), "full");
      world.keeper.start();
      await().until(() -> world.isPutOff(ADA, Duration.ZERO));
      assertThat(world.row(ADA).attempt()).isNull();
      world.endpoint.admitAgain();
      world.after(Duration.ofSeconds(41));
      await().until(() -> world.row(ADA).generation() == 1);
    }
  }

  @Test
  void start_moreDueThanCanBeSentAtOnce_allAreRenewedAndNeverMoreAtOnce() {
    try (World world = new World()) {
      for (int i = 0; i < 100; i++) {
        world.loggedIn(AuthorizationId.of("bsn", "user-" + i));
      }
      world.after(DUE);
      world.keeper.start();
      await().until(() -> world.sent(TokenRequest.Refresh.class) == 100);
      assertThat(world.endpoint.mostOnTheWire()).isLessThanOrEqualTo(8);
    }
  }

  /** A process that dies between a batch's claims and its requests must not cost many a login. */
  @Test
  void start_reuseIsPunishedWidely_claimsOneRowAtATime() {
    var wider = Rotation.oneTime(ReusePenalty.WIDER, OldAccessToken.STAYS_VALID);
    try (World world = new World(wider, null)) {
      List<AuthorizationId> users =
          IntStream.range(0, 4).mapToObj(i -> AuthorizationId.of("bsn", "user-" + i)).toList();
      users.forEach(world::loggedIn);
      world.after(DUE);
      List<Integer> batches = new CopyOnWriteArrayList<>();
      var store = new HookedStore(world.store, asked -> {}, taken -> batches.add(taken.size()));
      try (TokenKeeper sweeping = world.builder().store(store).build().start()) {
        await().until(() -> users.stream().allMatch(each -> world.row(each).generation() == 1));
      }
      assertThat(batches).contains(1).allMatch(size -> size <= 1);
    }
  }

  @Test
  void revoke_endsReadingAtOnceAndTellsTheProvider() {
    try (World world = new World().loggedIn(ADA).loggedIn(BOB)) {
      world.keeper.accessToken(ADA);
      Revocation told = world.keeper.authorizations().revoke(ADA);
      assertThat(told.tokens())
          .containsExactly(
              new TokenRevocation(TokenKind.REFRESH_TOKEN, Result.REVOKED),
              new TokenRevocation(TokenKind.ACCESS_TOKEN, Result.REVOKED));
      assertThat(world.row(ADA).status()).isEqualTo(Status.REVOKED);
      assertThat(world.revokedTokens()).containsExactlyInAnyOrder("rt-1", "at-1");
      assertThat(world.row(ADA).grant()).isNull();
      assertThat(world.keeper.accessToken(BOB).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void revoke_providerIsAway_isToldLaterByTheSweeper() {
    try (World world = new World().loggedIn(ADA)) {
      world.endpoint.answer(new Outcome.Unknown("timeout"));
      world.keeper.start();
      Revocation told = world.keeper.authorizations().revoke(ADA);
      assertThat(told.tokens())
          .contains(new TokenRevocation(TokenKind.REFRESH_TOKEN, Result.PENDING));
      await()
          .until(
              () -> {
                world.after(Duration.ofSeconds(30));
                return world.row(ADA).status() == Status.REVOKED;
              });
      assertThat(world.sent(TokenRequest.Revoke.class)).isGreaterThanOrEqualTo(2);
      assertThat(world.store.events())
          .contains(
              new TokenRevoked(
                  ADA, lastRevocation(world), TokenKind.REFRESH_TOKEN, Result.REVOKED));
    }
  }

  @Test
  void revoke_whileARefreshIsOnTheWire_revokesItsTokensToo() throws Exception {
    try (World world = new World().loggedIn(ADA).after(Duration.ofMinutes(6))) {
      world.keeper.start();
      world.endpoint.block();
      var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();
      assertThat(world.endpoint.awaitOnTheWire(1, Duration.ofSeconds(5))).isTrue();
      var revoking = new Thread(() -> world.keeper.authorizations().revoke(ADA));
      revoking.start();
      await().until(() -> world.row(ADA).status() == Status.REVOKING);
      world.endpoint.release();
      revoking.join();
      assertThat(token.handle((t, e) -> e).get()).isNotNull();
      await()
          .until(
              () -> {
                world.after(Duration.ofSeconds(30));
                return world.row(ADA).status() == Status.REVOKED
                    && world.row(ADA).spares().isEmpty();
              });
      // A revocation may be told twice; each token must be told of.
      // The first access token had ended by itself.
      assertThat(world.revokedTokens()).containsExactlyInAnyOrder("rt-1", "rt-2", "at-2");
    }
  }

  private static Instant lastRevocation(World world) {
    return world.store.events().stream()
        .filter(TokenRevoked.class::isInstance)
        .map(LifecycleEvent::at)
        .reduce((first, last) -> last)
        .orElseThrow();
  }
}
