package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.domain.UnknownProviderException;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServingTest {
  private static final Duration STALE = Duration.ofSeconds(220);
  private static final Duration EXPIRED = Duration.ofMinutes(6);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @Test
  void accessToken_fresh_isServedWithoutAnyRequest() {
    try (World world = new World().loggedIn(ADA)) {
      AccessToken token = world.keeper.accessToken(ADA);
      assertThat(token.bearer()).isEqualTo("Bearer at-1");
      assertThat(world.keeper.accessToken(ADA)).isSameAs(token);
      assertThat(world.endpoint.requests()).hasSize(1);
    }
  }

  @Test
  void accessToken_unknownProvider_namesThoseThereAre() {
    try (World world = new World()) {
      assertThatThrownBy(() -> world.keeper.accessToken(AuthorizationId.of("nope", "ada")))
          .isInstanceOf(UnknownProviderException.class)
          .hasMessageContaining("'nope'")
          .hasMessageContaining("[bsn]");
    }
  }

  @Test
  void accessToken_unknownUser_namesTheAuthorization() {
    try (World world = new World()) {
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(UnknownAuthorizationException.class)
          .hasMessageContaining("default/bsn/ada/default");
    }
  }

  @Test
  void accessToken_expiredWith64Callers_isRenewedByOneRequest() throws Exception {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.block();
      List<Future<AccessToken>> callers = callers(world, 64);
      assertThat(world.endpoint.awaitOnTheWire(1, LONGEST)).isTrue();
      world.endpoint.release();
      for (Future<AccessToken> caller : callers) {
        assertThat(caller.get(5, TimeUnit.SECONDS).bearer()).isEqualTo("Bearer at-2");
      }
      assertThat(world.endpoint.requests()).hasSize(2);
      assertThat(world.endpoint.openTickets()).isZero();
    }
  }

  @Test
  void accessToken_staleWhereTheOldTokenStaysValid_isServedWhileItIsRenewed() throws Exception {
    try (World world = new World().loggedIn(ADA).after(STALE)) {
      world.endpoint.block();
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
      assertThat(world.endpoint.awaitOnTheWire(1, LONGEST)).isTrue();
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
      world.endpoint.release();
      await().until(() -> world.keeper.accessToken(ADA).bearer().equals("Bearer at-2"));
      assertThat(world.endpoint.requests()).hasSize(2);
    }
  }

  @Test
  void accessToken_staleWhereARefreshKillsIt_waitsForTheNewOne() throws Exception {
    try (World world = dying().loggedIn(ADA).after(STALE)) {
      world.endpoint.block();
      List<Future<AccessToken>> callers = callers(world, 8);
      assertThat(world.endpoint.awaitOnTheWire(1, LONGEST)).isTrue();
      assertThat(callers).noneMatch(Future::isDone);
      world.endpoint.release();
      for (Future<AccessToken> caller : callers) {
        assertThat(caller.get(5, TimeUnit.SECONDS).bearer()).isEqualTo("Bearer at-2");
      }
      assertThat(world.endpoint.requests()).hasSize(2);
    }
  }

  @Test
  void accessToken_staleAndNothingCanBeSent_isServedWhileItLives() {
    try (World world = dying().loggedIn(ADA).after(STALE)) {
      world.endpoint.hold(Duration.ofMinutes(1), "full");
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
    }
  }

  @Test
  void accessToken_longerValidityWanted_isRenewedOnceAndThenAsGoodAsItGets() {
    try (World world = new World().loggedIn(ADA).after(Duration.ofSeconds(60))) {
      assertThat(world.keeper.accessToken(ADA, Duration.ofMinutes(4)).bearer())
          .isEqualTo("Bearer at-2");
      assertThat(world.keeper.accessToken(ADA, Duration.ofMinutes(4)).bearer())
          .isEqualTo("Bearer at-2");
    }
  }

  @Test
  void accessToken_providerSaysItIsDeadOnArrival_isServedOnceAndRenewedAtTheNextUse() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(
          new Outcome.Granted(
              TokenGrant.of(Secret.of("dead"), Duration.ofSeconds(-1), Secret.of("rt"))));
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer dead");
      world.after(Duration.ofSeconds(2));
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void accessTokenAsync_expired_completesWithTheNewToken() throws Exception {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      assertThat(
              world
                  .keeper
                  .accessTokenAsync(ADA)
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS)
                  .bearer())
          .isEqualTo("Bearer at-2");
    }
  }

  @Test
  void accessToken_callerIsInterrupted_theExchangeGoesOn() throws Exception {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.block();
      Thread caller = new Thread(() -> world.keeper.accessToken(ADA));
      caller.setUncaughtExceptionHandler((thread, e) -> {});
      caller.start();
      assertThat(world.endpoint.awaitOnTheWire(1, LONGEST)).isTrue();
      caller.interrupt();
      caller.join(5_000);
      assertThat(caller.isAlive()).isFalse();
      world.endpoint.release();
      await().until(() -> world.row(ADA).generation() == 1);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
    }
  }

  private static World dying() {
    return new World(Rotation.reusable(OldAccessToken.DIES_AT_REFRESH), null);
  }

  private static List<Future<AccessToken>> callers(World world, int count) {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    List<Future<AccessToken>> callers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      callers.add(threads.submit(() -> world.keeper.accessToken(ADA)));
    }
    threads.shutdown();
    return callers;
  }
}
