package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.OtherAccountException;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore.Failure;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The provider tells whose account a grant is for: the one there was, or an intruder's. */
class OwnerTest {
  private volatile @Nullable String owner = "owner-1";
  private final AtomicInteger asked = new AtomicInteger();
  private final World world =
      new World(
          Rotation.reusable(OldAccessToken.STAYS_VALID),
          new TestCipher(),
          bsn ->
              bsn.authorization(JourneyTest.page(true, null, false))
                  .owner(
                      (token, facts) -> {
                        asked.incrementAndGet();
                        return owner;
                      }));

  @Test
  void complete_firstTime_remembersWhoseAccountItIs() {
    journey();
    assertThat(world.keeper.authorizations().status(ADA).resourceOwner()).isEqualTo("owner-1");
    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
  }

  @Test
  void complete_sameAccountAgain_keepsTheIdBumpsTheEpochAndRevokesTheOldTokens() {
    journey();
    journey();
    world.keeper.start();

    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    assertThat(world.row(ADA).epoch()).isEqualTo(2);
    await()
        .until(
            () -> {
              world.after(Duration.ofSeconds(1));
              return world.revokedTokens().contains("rt-1");
            });
    assertThat(world.revokedTokens()).doesNotContain("rt-2", "at-2");
  }

  @Test
  void complete_otherAccount_isRefusedTheOldOneStaysAndTheIntruderIsRevoked() {
    journey();
    owner = "intruder";
    assertThatThrownBy(this::journey)
        .isInstanceOf(OtherAccountException.class)
        .hasMessageNotContaining("intruder");
    world.keeper.start();

    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
    assertThat(world.row(ADA).resourceOwner()).isEqualTo("owner-1");
    await().until(() -> world.revokedTokens().contains("rt-2"));
    assertThat(world.revokedTokens()).doesNotContain("rt-1", "at-1");
  }

  @Test
  void complete_ownerCannotBeTold_servesNothingUntilItCan() {
    owner = null;
    journey();
    assertThat(world.row(ADA).prepared()).isFalse();
    owner = "owner-1";
    world.keeper.start();
    await()
        .until(
            () -> {
              world.after(Duration.ofSeconds(1));
              return world.row(ADA).prepared();
            });
    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
  }

  @Test
  void complete_ownerCannotBeToldUntilTheTokenIsDead_isRenewedThenAsked() {
    owner = null;
    journey();
    world.after(Duration.ofMinutes(6));
    owner = "owner-1";

    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    assertThat(world.row(ADA).resourceOwner()).isEqualTo("owner-1");
  }

  @Test
  void complete_processDiesBeforeTheOwnerIsKnown_anotherFindsTheIntruder() {
    journey();
    owner = null;
    journey();
    assertThat(world.row(ADA).spares()).hasSize(1);

    owner = "intruder";
    try (var other = world.otherProcess()) {
      assertThat(other.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
    }
    assertThat(world.row(ADA).resourceOwner()).isEqualTo("owner-1");
  }

  @Test
  void complete_storeFailsAfterTheExchange_theGrantIsNotLost() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    world.endpoint.otherwise(
        sent -> {
          world.store.failNext(Failure.BEFORE_WRITE);
          return world.grant(sent);
        });
    try {
      JourneyTest.complete(world, JourneyTest.callback(request), JourneyTest.binding(request));
    } catch (StoreException e) {
      // What matters is what is stored.
    }
    assertThat(world.row(ADA).status()).isEqualTo(Status.ACTIVE);
    assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-1");
  }

  @Test
  void complete_otherAccountAfterARevocation_isWelcome() {
    journey();
    world.keeper.authorizations().revoke(ADA);
    owner = "somebody-new";
    journey();

    assertThat(world.row(ADA).resourceOwner()).isEqualTo("somebody-new");
  }

  @Test
  void refresh_laterOn_asksNobodyAgain() {
    journey();
    world.after(Duration.ofMinutes(6));
    world.keeper.accessToken(ADA);

    assertThat(asked).hasValue(1);
  }

  private void journey() {
    AuthorizationRequest request = world.keeper.journeys().begin(ADA);
    JourneyTest.complete(world, JourneyTest.callback(request), JourneyTest.binding(request));
  }
}
