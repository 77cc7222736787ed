package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.TokenKeeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process whose clock is wrong keeps tokens by the store's, and says so. */
class ClockTest {
  private static final Duration EXPIRED = Duration.ofMinutes(6);

  private final World world = new World().loggedIn(ADA);
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @AfterEach
  void close() {
    world.close();
  }

  private TokenKeeper other() {
    InstantSource wrong = () -> world.clock.instant().plus(ahead.get());
    return world.builder().time(wrong, world.clock::nanos).build();
  }

  @Test
  void clock_oneHourAheadOrBehind_theTokenIsServedUntilTheStoreSaysThatItEnds() {
    for (Duration off : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
      ahead.set(off);
      try (TokenKeeper other = other()) {
        long before = world.row(ADA).generation();
        assertThat(other.accessToken(ADA).generation()).isEqualTo(before);
        world.after(EXPIRED);
        assertThat(other.accessToken(ADA).generation()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void clock_differs_isToldOnceAndAgainWhenItIsRight() {
    ahead.set(Duration.ofHours(1));
    try (TokenKeeper other = other().start()) {
      for (int i = 0; i < 3; i++) {
        world.after(EXPIRED);
        other.accessToken(ADA);
      }
      ahead.set(Duration.ZERO);
      await().until(() -> world.listener.clockDifferences().size() == 2);
    }
    assertThat(world.listener.clockDifferences())
        .containsExactly(Duration.ofHours(1), Duration.ZERO);
  }

  @Test
  void clock_differsByLessThanTwoSeconds_isNotWorthAWord() {
    ahead.set(Duration.ofMillis(-1_900));
    try (TokenKeeper other = other()) {
      world.after(EXPIRED);
      other.accessToken(ADA);
    }
    assertThat(world.listener.clockDifferences()).isEmpty();
  }
}
