package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingCentralStateFileTest {

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("state");
  }

  @Test
  void restart_liveTokens_liveOn() {
    HttpResponse<String> login;
    try (RingCentralWorld world = start()) {
      login = world.login("endpoint_id", "a b|c");
    }
    try (RingCentralWorld world = start()) {
      assertThat(world.call(login).statusCode()).isEqualTo(200);
      HttpResponse<String> refreshed = world.refresh(login);
      assertThat(field(refreshed, "session_id")).isEqualTo(field(login, "session_id"));
      assertThat(field(refreshed, "endpoint_id")).isEqualTo("a b|c");
      assertThat(field(refreshed, "owner_id")).isEqualTo(field(login, "owner_id"));
      assertThat(world.simulator.truth().logins("ada")).isZero();
    }
  }

  @Test
  void restart_withinTheGrace_replaysTheSamePair() {
    HttpResponse<String> first;
    HttpResponse<String> second;
    try (RingCentralWorld world = start()) {
      first = world.login();
      second = world.refresh(first);
    }
    try (RingCentralWorld world = start()) {
      HttpResponse<String> replayed = world.refresh(first);
      assertThat(field(replayed, "access_token")).isEqualTo(field(second, "access_token"));
      assertThat(field(replayed, "refresh_token")).isEqualTo(field(second, "refresh_token"));
    }
  }

  @Test
  void restart_afterTheFirstUse_theGraceIsStillShort() {
    HttpResponse<String> first;
    try (RingCentralWorld world = start()) {
      first = world.login();
      world.call(world.refresh(first));
      world.pass(11);
    }
    try (RingCentralWorld world = start()) {
      assertInvalidGrant(world.refresh(first), "OAU-213");
      assertThat(world.simulator.truth().refreshTokenReuses()).isEqualTo(1);
    }
  }

  @Test
  void restart_endedSessionAndNewPairOnReplay_stayWhatTheyWere() {
    UnaryOperator<RingCentralSimulatorBuilder> change = b -> b.newPairOnReplay(true);
    HttpResponse<String> ended;
    HttpResponse<String> first;
    HttpResponse<String> latest;
    try (RingCentralWorld world = start(change)) {
      ended = world.login();
      world.revoke(field(ended, "access_token"));
      first = world.login();
      world.refresh(first);
      latest = world.refresh(first);
    }
    try (RingCentralWorld world = start(change)) {
      assertInvalidGrant(world.refresh(ended), "OAU-211");
      assertThat(world.call(latest).statusCode()).isEqualTo(200);
      assertThat(world.refresh(first).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();
    }
  }

  @Test
  void restart_sessionExpiredMeanwhile_isNoticedOnce() {
    UnaryOperator<RingCentralSimulatorBuilder> change = b -> b.issueRefreshTokens(false);
    try (RingCentralWorld world = start(change)) {
      world.login();
      world.pass(86_400);
    }
    try (RingCentralWorld world = start(change)) {
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.EXPIRED)).isEqualTo(1);
    }
    try (RingCentralWorld world = start(change)) {
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();
    }
  }

  @Test
  void restart_jwtCredentials_areStillKnownAndRevoked() {
    UnaryOperator<RingCentralSimulatorBuilder> change = b -> b.jwt("ada", "from-the-builder");
    String live;
    String foreign;
    try (RingCentralWorld world = start(change)) {
      live = world.simulator.admin().issueJwt("ada");
      foreign = world.simulator.admin().issueJwt("ada", "x", "y");
      world.simulator.admin().revokeJwt("from-the-builder");
    }
    try (RingCentralWorld world = start(change)) {
      assertThat(world.mint(live).statusCode()).isEqualTo(200);
      assertInvalidGrant(world.mint(foreign), "OAU-112");
      assertInvalidGrant(world.mint("from-the-builder"), "OAU-211");
    }
  }

  @Test
  void file_afterALife_holdsNoToken() throws IOException {
    try (RingCentralWorld world = start(b -> b.jwt("ada", "from-the-builder"))) {
      world.refresh(world.login());
      world.mint(world.simulator.admin().issueJwt("ada"));
      world.simulator.admin().revokeJwt("from-the-builder");

      assertThat(world.simulator.truth().issuedTokens()).hasSize(6);
      assertThat(Files.readString(file))
          .doesNotContain(world.simulator.truth().issuedTokens())
          .doesNotContain("from-the-builder", "secret");
    }
  }

  @Test
  void file_ofSomethingElse_isRefusedAndNotQuoted() throws IOException {
    Files.writeString(file, "session hush\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void file_withABrokenLine_saysWhich() throws IOException {
    start().close();
    Files.writeString(file, Files.readString(file) + "ended nobody ADMIN\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("line 2");
  }

  private RingCentralWorld start() {
    return start(builder -> builder);
  }

  private RingCentralWorld start(UnaryOperator<RingCentralSimulatorBuilder> change) {
    return RingCentralWorld.at(clock, builder -> change.apply(builder.stateFile(file)));
  }
}
