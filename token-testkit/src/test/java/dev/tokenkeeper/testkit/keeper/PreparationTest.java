package dev.tokenkeeper.testkit.keeper;

import static dev.tokenkeeper.testkit.keeper.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.port.Preparation;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private final Deque<Preparation.Result> script = new ArrayDeque<>();
  private final List<String> prepared = new ArrayList<>();

  private synchronized Preparation.Result prepare(
      AccessToken token, Map<String, String> attributes) {
    prepared.add(token.bearer() + attributes);
    return script.isEmpty() ? Preparation.Result.READY : script.remove();
  }

  private World world() {
    return new World(
        Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID), this::prepare);
  }

  @Test
  void adopt_newSession_isPreparedWithItsFactsBeforeItsFirstUse() {
    try (World world = world().adopted(ADA)) {
      assertThat(prepared).containsExactly("Bearer at-0{network=acme}");
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-0");
      assertThat(world.row(ADA).prepared()).isTrue();
    }
  }

  @Test
  void refresh_sameSession_isNotPreparedAgain() {
    try (World world = world().loggedIn(ADA).after(Duration.ofMinutes(6))) {
      world.keeper.accessToken(ADA);
      assertThat(prepared).hasSize(1);
    }
  }

  @Test
  void login_again_isPreparedAgain() {
    try (World world = world().loggedInForGood(ADA).after(Duration.ofMinutes(31))) {
      assertThat(world.keeper.accessToken(ADA).bearer()).isEqualTo("Bearer at-2");
      assertThat(prepared).hasSize(2);
    }
  }

  @Test
  void prepare_sessionIsAlreadyGone_logsInAgain() {
    script.add(Preparation.Result.SESSION_ENDED);
    try (World world = world()) {
      world.loggedInForGood(ADA);
      var token = world.keeper.accessTokenAsync(ADA).toCompletableFuture();
      assertThat(world.afterwards(token).bearer()).isEqualTo("Bearer at-2");
      assertThat(world.sent(TokenRequest.Login.class)).isEqualTo(2);
    }
  }
}
