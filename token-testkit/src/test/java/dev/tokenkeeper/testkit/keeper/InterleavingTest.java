package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenkeeper.Revocation;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Granted;
import dev.tokenkeeper.protocol.Happening;
import dev.tokenkeeper.protocol.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What another process does between two steps of this one. */
class InterleavingTest {
  private static final Duration EXPIRED = Duration.ofMinutes(6);

  @Test
  void revoke_renewedJustBefore_promisesTheNewerTokensEnd() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      var reads = new AtomicInteger();
      var store =
          new HookedStore(
              world.store,
              id -> {
                if (reads.incrementAndGet() == 2) {
                  world.keeper.accessToken(id);
                }
              },
              written -> {});
      try (TokenKeeper other = world.builder().store(store).build()) {
        Revocation revocation = other.authorizations().revoke(ADA);
        assertThat(revocation.unservedFrom()).isAfter(world.clock.instant());
      }
    }
  }

  /** Send: an answer that was held elsewhere is stored while its token is about to go out again. */
  @Test
  void lastReplay_answerToTheFirstSendIsStoredMeanwhile_isNotSent() {
    try (World world = new World().loggedIn(ADA).after(EXPIRED)) {
      write(world, new Claim("first", "slow node"));
      SealedGrant answer = successor(Objects.requireNonNull(world.row(ADA).grant()));
      world.after(Duration.ofSeconds(61));
      var store =
          new HookedStore(
              world.store,
              id -> {
                Attempt open = world.row(id).attempt();
                if (open != null && open.kind() == Attempt.Kind.LAST) {
                  write(world, new Granted("first", Attempt.Purpose.REFRESH, answer, true));
                }
              },
              written -> {});
      try (TokenKeeper other = world.builder().store(store).build()) {
        // The test cannot seal what it answers, so nobody can be served.
        assertThat(catchThrowable(() -> other.accessToken(ADA))).isNotNull();
      }
      assertThat(world.row(ADA).generation()).isEqualTo(1);
      assertThat(world.sent(TokenRequest.Refresh.class)).isZero();
    }
  }

  private static void write(World world, Happening happening) {
    Authorization row = world.row(ADA);
    Transition step = happening.on(row, World.profile(world.rotation()), world.clock.instant());
    assertThat(step.changes()).isTrue();
    assertThat(world.store.apply(List.of(step))).containsExactly(true);
  }

  private static SealedGrant successor(SealedGrant grant) {
    return new SealedGrant(
        grant.epoch(),
        grant.generation() + 1,
        grant.accessToken(),
        grant.refreshToken(),
        grant.tokenType(),
        grant.scope(),
        grant.accessLifetime(),
        grant.refreshLifetime(),
        grant.session());
  }
}
