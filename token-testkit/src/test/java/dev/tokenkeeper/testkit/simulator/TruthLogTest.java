package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class TruthLogTest {

  @Test
  void entries_aSmallStory_standInOrder() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.refresh(login);
      world.clientCredentials();
      world.refresh(login);

      assertThat(world.simulator.truth().entries("ada"))
          .extracting(TruthEntry::kind)
          .containsExactly(
              TruthKind.SESSION_STARTED,
              TruthKind.ISSUED,
              TruthKind.ISSUED,
              TruthKind.CONSUMED,
              TruthKind.ISSUED,
              TruthKind.ISSUED,
              TruthKind.REUSED,
              TruthKind.SESSION_ENDED);
    }
  }

  @Test
  void entries_ofTokens_carryFingerprintsOnly() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.refresh(login);

      TruthLog truth = world.simulator.truth();
      assertThat(truth.entries(TruthKind.CONSUMED))
          .extracting(TruthEntry::fingerprint)
          .containsExactly(TruthLog.fingerprint(field(login, "refresh_token")));
      assertThat(TruthLog.fingerprint("x")).matches("[0-9a-f]{16}");
      assertThat(truth.entries().toString()).doesNotContain("bsn-at-", "bsn-rt-");
      assertThat(truth.entries())
          .extracting(TruthEntry::sessionId)
          .containsOnly(field(login, "session_state"));
    }
  }

  @Test
  void issuedTokens_lostAnswers_areThereToo() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.simulator.faults().next(1, Fault.TRUNCATED_JSON);
      world.refresh(login);

      assertThat(world.simulator.truth().issuedTokens())
          .hasSize(4)
          .startsWith(field(login, "access_token"), field(login, "refresh_token"));
    }
  }

  @Test
  void capacity_exceeded_forgetsTheOldestButCountsOn() {
    try (BsnWorld world = BsnWorld.with(builder -> builder.truthCapacity(4))) {
      for (int i = 0; i < 3; i++) {
        world.login();
      }

      TruthLog truth = world.simulator.truth();
      assertThat(truth.logins("ada")).isEqualTo(3);
      assertThat(truth.entries()).hasSize(4);
      assertThat(truth.issuedTokens()).hasSize(4);
      assertThat(truth.forgotten()).isEqualTo(5 + 2);
    }
  }

  @Test
  void apiCalls_many_makeNoEntries() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> login = world.login();
      int before = world.simulator.truth().entries().size();
      for (int i = 0; i < 20; i++) {
        world.get("Self/Session/", login);
      }

      assertThat(world.simulator.truth().entries()).hasSize(before);
      assertThat(world.simulator.truth().count(TruthKind.API_ACCEPTED)).isEqualTo(20);
    }
  }

  @Test
  void concurrentRefreshes_oneAfterTheOther_areNone() {
    try (BsnWorld world = BsnWorld.usual()) {
      HttpResponse<String> latest = world.login();
      for (int i = 0; i < 200; i++) {
        latest = world.refresh(latest);
      }

      assertThat(world.simulator.truth().concurrentRefreshes()).isZero();
      assertThat(world.simulator.truth().mostConcurrentRefreshes()).isEqualTo(1);
    }
  }
}
