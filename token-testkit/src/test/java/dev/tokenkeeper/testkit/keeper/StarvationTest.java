package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.TokenLease;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One row must neither wait for what will not come nor keep the others waiting. */
class StarvationTest {
  private static final Duration DUE = Duration.ofSeconds(220);

  /** A lease would hold a replay off until the provider's window is over. */
  @Test
  void start_tokenIsLentWhileInDoubt_isReplayedInsideTheWindow() {
    var rotation =
        new Rotation(
            RotationRule.ONE_TIME_WITH_GRACE,
            Duration.ofSeconds(60),
            ReusePenalty.FAMILY,
            OldAccessToken.DIES_AT_REFRESH);
    try (World world = new World(rotation, null).loggedIn(ADA);
        TokenLease lease = world.keeper.lease(ADA)) {
      assertThat(lease.token()).isNotNull();
      world.after(DUE);
      var dead =
          new Claim("dead", "dead node")
              .on(world.row(ADA), World.profile(rotation), world.clock.instant());
      assertThat(world.store.apply(List.of(dead))).containsExactly(true);
      world.after(Duration.ofSeconds(30));
      world.keeper.start();
      await().atMost(Duration.ofSeconds(3)).until(() -> world.row(ADA).generation() == 1);
    }
  }

  /** A row whose key this node lacks would be the only one it looks at. */
  @Test
  void start_keyOfOneRowIsMissing_theOthersAreRenewed() {
    var lost = new AtomicBoolean();
    var cipher = new TestCipher();
    TokenCipher keyless =
        new TokenCipher() {
          @Override
          public Ciphertext seal(Secret secret, SealedFor place) {
            return cipher.seal(secret, place);
          }

          @Override
          public Secret open(Ciphertext sealed, SealedFor place) {
            if (lost.get() && place.authorization().equals(ADA)) {
              throw new KeyUnavailableException("The key 7 is not in the keyset", null);
            }
            return cipher.open(sealed, place);
          }
        };
    try (World world =
        new World(Rotation.reusable(OldAccessToken.STAYS_VALID), null, keyless).loggedIn(ADA)) {
      lost.set(true);
      world.after(Duration.ofSeconds(30)).loggedIn(BOB);
      world.after(Duration.ofSeconds(190));
      world.keeper.start();
      world.keeper.accessToken(BOB);
      await().until(() -> !world.keeper.isReady());
      world.after(Duration.ofSeconds(30));
      await().atMost(Duration.ofSeconds(3)).until(() -> world.row(BOB).generation() == 1);
    }
  }
}
