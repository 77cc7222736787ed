package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReauthorizationRequiredException;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** NoFalseReauth: a refusal ends an authorization only if it is surely this user's. */
class RefusalTest {
  private static final Duration EXPIRED = Duration.ofMinutes(6);
  private static final Outcome REFUSED = new Outcome.GrantRefused("invalid_grant");

  @Test
  void refused_onceOnly_asksNobody() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(REFUSED);
      var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();

      assertThat(world.afterwards(token).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.listener.events(ReauthorizationRequired.class)).isEmpty();
    }
  }

  @Test
  void refused_twice_asksThePersonAndSendsNothingMore() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(REFUSED, REFUSED);
      assertRefused(world, world.keeper.accessTokenAsync(ADA).toCompletableFuture());

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> world.keeper.accessToken(ADA))
            .isInstanceOf(ReauthorizationRequiredException.class)
            .hasMessageContaining("GRANT_REFUSED");
      }
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(2);
      assertThat(world.row(ADA).grant()).isNotNull();
    }
  }

  /** A second use may cost the user every session there: it is believed at once. */
  @Test
  void refused_whereReuseIsPunishedWidely_isNotSentAgain() {
    var wider = Rotation.oneTime(ReusePenalty.WIDER, OldAccessToken.STAYS_VALID);
    try (World world = new World(wider, null).loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(REFUSED);
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(ReauthorizationRequiredException.class);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
    }
  }

  @Test
  void refused_everybody_suspendsTheProviderAndTouchesNoUser() {
    try (World world = new World()) {
      List<AuthorizationId> users = loggedIn(world, 40);
      world.after(EXPIRED);
      world.endpoint.otherwise(request -> REFUSED);
      for (int round = 0; round < 2; round++) {
        assertThat(failures(world, users)).hasOnlyElementsOfType(TokenUnavailableException.class);
        world.after(Duration.ofSeconds(31));
      }
      assertThat(world.listener.events(ProviderSuspended.class)).isNotEmpty();
      assertThat(world.sent(TokenRequest.Refresh.class)).isLessThan(users.size());

      world.endpoint.otherwise(world::grant);
      world.after(Duration.ofMinutes(5));
      users.forEach(world.keeper::accessToken);
      assertThat(world.listener.events(ReauthorizationRequired.class)).isEmpty();
      assertThat(users).allMatch(user -> world.row(user).status() == Status.ACTIVE);
    }
  }

  @Test
  void refused_oneAmongManyThatAreGranted_isThisUsersOwn() {
    try (World world = new World().loggedIn(ADA)) {
      List<AuthorizationId> others = loggedIn(world, 20);
      world.after(EXPIRED);
      others.forEach(world.keeper::accessToken);
      world.endpoint.answer(REFUSED, REFUSED);

      assertRefused(world, world.keeper.accessTokenAsync(ADA).toCompletableFuture());
      assertThat(world.listener.events(ProviderSuspended.class)).isEmpty();
    }
  }

  /** A provider that has refused everybody for a day means it. */
  @Test
  void refused_everybodyForLongerThanADoubtMayLast_endsThemAll() {
    try (World world = new World()) {
      List<AuthorizationId> users = loggedIn(world, 10);
      world.after(EXPIRED);
      world.endpoint.otherwise(request -> REFUSED);
      assertThat(failures(world, users)).hasOnlyElementsOfType(TokenUnavailableException.class);
      for (int i = 0; i < 3; i++) {
        world.after(Duration.ofHours(25));
        failures(world, users);
      }
      assertThat(users)
          .allMatch(user -> world.row(user).status() == Status.REAUTHORIZATION_REQUIRED);
    }
  }

  /** A day is counted from the first refusals, not from what went wrong before them. */
  @Test
  void refused_everybodyAfterADayOfOtherTrouble_touchesNoUser() {
    try (World world = new World()) {
      List<AuthorizationId> users = loggedIn(world, 10);
      world.after(EXPIRED);
      world.endpoint.otherwise(request -> new Outcome.NotSent("no connection"));
      users.forEach(world.keeper::accessTokenAsync);
      await().until(() -> users.stream().allMatch(user -> world.row(user).failure().count() > 0));
      world.after(Duration.ofHours(25));
      world.endpoint.otherwise(request -> REFUSED);
      for (int round = 0; round < 3; round++) {
        assertThat(failures(world, users)).hasOnlyElementsOfType(TokenUnavailableException.class);
        world.after(Duration.ofSeconds(31));
      }
      assertThat(users).allMatch(user -> world.row(user).status() == Status.ACTIVE);
    }
  }

  @Test
  void refused_twiceWithOtherTroubleBetween_asksThePerson() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      world.endpoint.answer(REFUSED, new Outcome.NotSent("no connection"), REFUSED);
      for (int i = 0; i < 3 && world.row(ADA).status() == Status.ACTIVE; i++) {
        assertThat(failures(world, List.of(ADA))).isNotEmpty();
        world.after(Duration.ofMinutes(1));
      }
      assertThat(world.row(ADA).status()).isEqualTo(Status.REAUTHORIZATION_REQUIRED);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(3);
    }
  }

  private static List<AuthorizationId> loggedIn(World world, int count) {
    List<AuthorizationId> users =
        IntStream.range(0, count).mapToObj(i -> AuthorizationId.of("bsn", "user-" + i)).toList();
    users.forEach(world::loggedIn);
    return users;
  }

  private static void assertRefused(World world, CompletableFuture<?> token) {
    assertThat(catchThrowable(() -> world.afterwards(token)))
        .hasRootCauseInstanceOf(ReauthorizationRequiredException.class);
  }

  /** What becomes of all who ask at once. */
  private static List<Throwable> failures(World world, List<AuthorizationId> users) {
    List<CompletableFuture<AccessToken>> tokens =
        users.stream()
            .map(user -> world.keeper.accessTokenAsync(user).toCompletableFuture())
            .toList();
    world.afterwards(
        CompletableFuture.allOf(tokens.toArray(CompletableFuture[]::new)).handle((all, e) -> 0));
    return tokens.stream().map(token -> catchThrowable(token::join).getCause()).toList();
  }
}
