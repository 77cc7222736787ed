package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static dev.tokenkeeper.testkit.keeper.World.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.Custodian;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.domain.AccessDeniedException;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.QuarantinedException;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.GrantedAccess;
import dev.tokenkeeper.testkit.InMemoryAuditTrail;
import dev.tokenkeeper.testkit.TestCipher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Rows that do not open, nodes without keys, callers who may not, and settings that cannot be. */
class SafekeepingTest {

  @Test
  void accessToken_rowOfAnotherUser_isQuarantinedAndDelaysNobody() {
    try (World world = new World().loggedIn(ADA).loggedIn(BOB).after(Duration.ofMinutes(6))) {
      copyTokens(world, BOB, ADA);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> world.keeper.accessToken(ADA))
            .isInstanceOf(QuarantinedException.class);
      }
      assertThat(world.row(ADA).status()).isEqualTo(Status.QUARANTINED);
      assertThat(world.endpoint.requests()).hasSize(2);
      assertThat(world.keeper.accessToken(BOB).bearer()).isEqualTo("Bearer at-3");
    }
  }

  private static void copyTokens(
      World world,
      dev.tokenkeeper.domain.AuthorizationId from,
      dev.tokenkeeper.domain.AuthorizationId to) {
    Authorization row = world.row(to);
    SealedGrant foreign = world.row(from).grant();
    assertThat(foreign).isNotNull();
    Authorization altered =
        Authorization.builder(to)
            .epoch(row.epoch())
            .generation(row.generation())
            .revision(row.revision() + 1)
            .status(Status.ACTIVE)
            .grant(foreign)
            .dueAt(row.dueAt())
            .build();
    assertThat(world.store.apply(List.of(Transition.to(row, altered)))).containsExactly(true);
  }

  @Test
  void accessToken_keyIsNotHere_leavesTheRowAlone() {
    var missing = new AtomicBoolean();
    var cipher = new TestCipher();
    var forgetful =
        new TokenCipher() {
          @Override
          public Ciphertext seal(Secret secret, SealedFor place) {
            return cipher.seal(secret, place);
          }

          @Override
          public Secret open(Ciphertext sealed, SealedFor place) {
            if (missing.get()) {
              throw new KeyUnavailableException("The key 7 is not in the keyset", null);
            }
            return cipher.open(sealed, place);
          }
        };
    try (World world = new World(Rotation.reusable(OldAccessToken.STAYS_VALID), null, forgetful)) {
      world.loggedIn(ADA).after(Duration.ofMinutes(6));
      missing.set(true);
      long revision = world.row(ADA).revision();
      assertThatThrownBy(() -> world.keeper.accessToken(ADA))
          .isInstanceOf(KeyUnavailableException.class);
      assertThat(world.keeper.isReady()).isFalse();
      assertThat(world.row(ADA).revision()).isEqualTo(revision);
      missing.set(false);
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void custodian_callerMayNot_getsNothingAndIsRecorded() {
    try (World world = new World().loggedIn(ADA)) {
      var audit = new InMemoryAuditTrail();
      var custodian = new Custodian(new GrantedAccess(), world.keeper, audit, world.clock);
      assertThatThrownBy(() -> custodian.accessToken("billing", ADA))
          .isInstanceOf(AccessDeniedException.class);
      assertThat(audit.entries()).singleElement().matches(entry -> !entry.allowed());
    }
  }

  @Test
  void custodian_auditIsAway_handsOutNothing() {
    try (World world = new World().loggedIn(ADA)) {
      var audit = new InMemoryAuditTrail();
      var policy = new GrantedAccess().grant("billing", ADA, Custodian.READ);
      var custodian = new Custodian(policy, world.keeper, audit, world.clock);
      audit.failing(true);
      assertThatThrownBy(() -> custodian.accessToken("billing", ADA))
          .isInstanceOf(StoreException.class);
      audit.failing(false);
      assertThat(custodian.accessToken("billing", ADA).bearer()).isEqualTo("Bearer at-1");
      assertThat(audit.entries()).singleElement().matches(entry -> entry.generation() == 0);
    }
  }

  @Test
  void build_missingAndContradictoryParts_areReportedAllAtOnce() {
    try (World world = new World()) {
      OAuthProvider provider =
          OAuthProvider.builder(
                  "twice",
                  World.profile(Rotation.reusable(OldAccessToken.STAYS_VALID)),
                  world.endpoint)
              .build();
      assertThatThrownBy(() -> TokenKeeper.builder().provider(provider).provider(provider).build())
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e ->
                  assertThat(e.problems())
                      .extracting(ConfigurationException.Problem::property)
                      .containsExactly(
                          "providers", "keeper.store", "keeper.directory", "keeper.cipher"));
    }
  }

  @Test
  void close_callersWait_areWoken() throws Exception {
    World world = new World().loggedIn(ADA).after(Duration.ofMinutes(6));
    world.endpoint.hold(Duration.ofSeconds(5), "full");
    var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();
    world.close();
    assertThatThrownBy(token::get).hasCauseInstanceOf(TokenUnavailableException.class);
  }
}
