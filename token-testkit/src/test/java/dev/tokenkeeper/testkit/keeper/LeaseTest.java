package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.TokenLease;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A renewal that would kill a token waits for those who use it, but not for ever. */
class LeaseTest {
  private static final Duration STALE = Duration.ofSeconds(220);
  private static final Duration EXPIRED = Duration.ofMinutes(6);

  @Test
  void lease_tokenIsDue_isNotKilledUntilItIsGivenBack() {
    try (World world = dying().loggedIn(ADA)) {
      world.keeper.start();
      try (TokenLease lease = world.keeper.lease(ADA)) {
        world.after(STALE);
        assertThat(world.keeper.accessToken(ADA)).isEqualTo(lease.token());
        await().until(() -> world.isPutOff(ADA, Duration.ZERO));
        assertThat(world.sent(TokenRequest.Refresh.class)).isZero();
      }
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void lease_tokenIsAtItsEnd_holdsNothingOff() {
    try (World world = dying().loggedIn(ADA);
        TokenLease lease = world.keeper.lease(ADA)) {
      world.after(EXPIRED);
      assertThat(world.keeper.accessToken(ADA)).isNotEqualTo(lease.token());
    }
  }

  @Test
  void lease_tokenWasRefused_holdsNothingOff() {
    try (World world = dying().loggedIn(ADA).after(Duration.ofSeconds(60));
        TokenLease lease = world.keeper.lease(ADA)) {
      assertThat(world.keeper.reportRejected(ADA, lease.token(), 401).bearer())
          .isEqualTo("Bearer at-2");
    }
  }

  @Test
  void lease_twoUsersAndOneCloseTwice_isHeldByTheOther() {
    try (World world = dying().loggedIn(ADA)) {
      TokenLease one = world.keeper.lease(ADA);
      TokenLease other = world.keeper.lease(ADA);
      one.close();
      one.close();
      world.after(STALE);
      assertThat(world.keeper.accessToken(ADA)).isEqualTo(other.token());
      other.close();
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void lease_nothingStored_isNotCounted() {
    try (World world = dying()) {
      assertThatThrownBy(() -> world.keeper.lease(ADA))
          .isInstanceOf(UnknownAuthorizationException.class);
      world.loggedIn(ADA).after(STALE);
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  private static World dying() {
    return new World(Rotation.reusable(OldAccessToken.DIES_AT_REFRESH), null);
  }
}
