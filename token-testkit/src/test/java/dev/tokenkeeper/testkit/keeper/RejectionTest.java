package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionTest {
  private static final Duration A_WHILE = Duration.ofSeconds(60);

  @Test
  void reportRejected_newerTokenIsThere_isGivenWithoutARequest() {
    try (World world = new World().loggedIn(ADA)) {
      AccessToken old = world.keeper.accessToken(ADA);
      world.after(A_WHILE);
      AccessToken next = world.keeper.reportRejected(ADA, old, 401);
      assertThat(next.bearer()).isEqualTo("Bearer at-2");
      assertThat(world.keeper.reportRejected(ADA, old, 401)).isEqualTo(next);
      assertThat(world.sent(TokenRequest.Refresh.class)).isEqualTo(1);
    }
  }

  @Test
  void reportRejected_statusSaysNothingAboutTheToken_givesTheSameToken() {
    try (World world = new World().loggedIn(ADA)) {
      AccessToken token = world.keeper.accessToken(ADA);
      assertThat(world.keeper.reportRejected(ADA, token, 403)).isSameAs(token);
      assertThat(world.keeper.reportRejected(ADA, token, 500)).isSameAs(token);
      assertThat(world.endpoint.requests()).hasSize(1);
    }
  }

  @Test
  void reportRejected_403WithAnOldToken_renews() {
    try (World world = new World().loggedIn(ADA)) {
      AccessToken token = world.keeper.accessToken(ADA);
      world.after(Duration.ofMinutes(5));
      assertThat(world.keeper.reportRejected(ADA, token, 403).bearer()).isEqualTo("Bearer at-2");
    }
  }

  @Test
  void reportRejected_sessionGone_logsInAgain() {
    try (World world = new World().loggedInForGood(ADA)) {
      AccessToken token = world.keeper.accessToken(ADA);
      world.after(A_WHILE);
      assertThat(world.keeper.reportRejected(ADA, token, 410).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.sent(TokenRequest.Login.class)).isEqualTo(2);
      assertThat(world.sent(TokenRequest.Refresh.class)).isZero();
    }
  }

  @Test
  void call_deadToken_isRenewedOnceAndTheCallReplayedOnce() throws Exception {
    try (World world = new World().loggedIn(ADA).after(A_WHILE)) {
      List<String> seen = new ArrayList<>();
      int status =
          world.keeper.call(
              ADA,
              token -> {
                seen.add(token.bearer());
                return 401;
              },
              answer -> answer);
      assertThat(status).isEqualTo(401);
      assertThat(seen).containsExactly("Bearer at-1", "Bearer at-2");
    }
  }

  @Test
  void call_refusedForAnotherReason_isNotReplayed() throws Exception {
    try (World world = new World().loggedIn(ADA)) {
      List<String> seen = new ArrayList<>();
      world.keeper.call(
          ADA,
          token -> {
            seen.add(token.bearer());
            return 403;
          },
          answer -> answer);
      assertThat(seen).containsExactly("Bearer at-1");
    }
  }
}
