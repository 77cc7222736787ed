package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.LoginRefusedException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What each of a token endpoint's answers does to an authorization and to those who wait. */
class OutcomeTest {
  private static final Duration EXPIRED = Duration.ofMinutes(6);

  @Test
  void grantRefused_withAStoredLogin_logsInForTheWaitingCaller() {
    try (World world = new World().loggedInForGood(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.GrantRefused("invalid_grant"));
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.sent(TokenRequest.Login.class)).isEqualTo(2);
      assertThat(world.row(ADA).generation()).isEqualTo(1);
    }
  }

  @Test
  void loginRefused_isNeverSentAgainUntilReplaced() {
    try (World world = new World().loggedInForGood(ADA).after(Duration.ofMinutes(31))) {
      world.endpoint.answer(new Outcome.GrantRefused("invalid_grant"));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> world.keeper.accessToken(ADA))
            .isInstanceOf(ReauthorizationRequiredException.class)
            .hasMessageContaining("LOGIN_REFUSED");
        world.after(Duration.ofHours(1));
      }
      assertThat(world.sent(TokenRequest.Login.class)).isEqualTo(2);
      world.loggedInForGood(ADA);
      assertThat(world.keeper.accessToken(ADA).epoch()).isEqualTo(2);
    }
  }

  @Test
  void login_refusedByTheProvider_changesNothing() {
    try (World world = new World().loggedIn(ADA)) {
      world.endpoint.answer(new Outcome.GrantRefused("invalid_grant: Invalid user credentials"));
      assertThatThrownBy(
              () ->
                  world
                      .keeper
                      .journeys()
                      .login(ADA, UserLogin.once("ada", Secret.of("wrong-password"))))
          .isInstanceOf(LoginRefusedException.class)
          .hasMessageContaining("Invalid user credentials")
          .message()
          .doesNotContain("wrong-password");
      assertThat(world.keeper.accessToken(ADA).epoch()).isEqualTo(1);
    }
  }

  @Test
  void unknown_oneTimeTokenWithoutALogin_isNotSentAgainAndTheRowIsInDoubt() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.Unknown("connection reset"));
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(TokenUnavailableException.class);
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(TokenUnavailableException.class);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
      assertThat(world.row(ADA).doubt()).isNotNull();
      assertThat(world.row(ADA).status()).isEqualTo(Status.ACTIVE);
    }
  }

  @Test
  void unknown_withAStoredLogin_logsInAtOnce() {
    try (World world = new World().loggedInForGood(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.Unknown("connection reset"));
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.row(ADA).doubt()).isNull();
    }
  }

  /** A refresh token that may be sent again is not sent in a tight loop. */
  @Test
  void unknown_reusableToken_isSentAgainAfterTheBackOffOnly() {
    try (World world = new World(Rotation.reusable(OldAccessToken.STAYS_VALID), null)) {
      world.loggedIn(ADA).after(EXPIRED);
      world.endpoint.otherwise(request -> new Outcome.Unknown("connection reset"));
      var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();

      assertThatThrownBy(() -> world.afterwards(token))
          .hasCauseInstanceOf(TokenUnavailableException.class);
      assertThat(world.sent(TokenRequest.Refresh.class)).isBetween(2L, 10L);

      world.endpoint.otherwise(world::grant);
      world.after(Duration.ofMinutes(6));
      assertThat(world.keeper.accessToken(ADA).bearer()).startsWith("Bearer at-");
    }
  }

  @Test
  void clientRefused_suspendsTheProviderAndTouchesNoUser() {
    try (World world = new World().loggedIn(ADA).loggedIn(BOB).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.ClientRefused("invalid_client"));
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(TokenUnavailableException.class)
          .hasMessageContaining("refuses our application");
      assertThatThrownBy(() -> world.keeper.accessToken(BOB))
          .isInstanceOf(TokenUnavailableException.class);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
      assertThat(world.listener.events(ProviderSuspended.class)).hasSize(1);
      assertThat(world.row(ADA).status()).isEqualTo(Status.ACTIVE);
      world.after(Duration.ofSeconds(31));
      assertThat(world.keeper.accessToken(BOB).bearer()).isEqualTo("Bearer at-3");
    }
  }

  @Test
  void throttled_longerThanACallerWaits_saysWhenToComeBack() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(new Outcome.Throttled(Duration.ofSeconds(90)));
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOfSatisfying(
              TokenUnavailableException.class,
              e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(90)));
      assertThat(world.row(ADA).failure().kind()).isEqualTo(FailureKind.THROTTLED);
    }
  }

  @Test
  void held_nothingIsClaimed() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.hold(Duration.ofMinutes(1), "the circuit is open");
      long revision = world.row(ADA).revision();
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .hasMessageContaining("the circuit is open");
      assertThat(world.row(ADA).revision()).isEqualTo(revision);
    }
  }

  @Test
  void claim_storeAnswersNothingThoughItWrote_sendsOnce() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.store.failNext(Failure.AFTER_WRITE);
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
    }
  }

  @Test
  void granted_storeFailsBeforeOrAfterTheWrite_theAnswerIsNotLost() throws Exception {
    for (Failure failure : Failure.values()) {
      try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
        world.endpoint.block();
        var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();
        assertThat(world.endpoint.awaitOnTheWire(1, Duration.ofSeconds(5))).isTrue();
        world.store.failNext(failure);
        world.endpoint.release();
        assertThat(token.get().bearer()).isEqualTo("Bearer at-2");
        assertThat(world.row(ADA).generation()).isEqualTo(1);
        assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
      }
    }
  }
}
