package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

  @TempDir private Path folder;
  private final TestTime time = new TestTime();
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("state");
  }

  @Test
  void restart_liveSession_goesOn() {
    HttpResponse<String> login;
    try (BsnWorld world = start()) {
      login = world.login();
      world.selectNetwork(login);
    }
    try (BsnWorld world = start()) {
      assertThat(world.get("Devices/", login).statusCode()).isEqualTo(200);
      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().logins("ada")).isZero();
    }
  }

  @Test
  void restart_spentToken_isStillSpent() {
    HttpResponse<String> login;
    try (BsnWorld world = start()) {
      login = world.login();
      world.refresh(login);
    }
    try (BsnWorld world = start()) {
      assertThat(world.refresh(login).body()).contains("reuse exceeded");
      assertThat(world.simulator.truth().refreshTokenReuses()).isEqualTo(1);
    }
  }

  @Test
  void restart_endedAndRevoked_staySo() {
    HttpResponse<String> ended;
    HttpResponse<String> live;
    try (BsnWorld world = start()) {
      ended = world.login();
      live = world.login();
      world.logout(field(ended, "refresh_token"));
      world.revoke(field(live, "access_token"));
    }
    try (BsnWorld world = start()) {
      assertThat(world.get("Self/Session/", ended).statusCode()).isEqualTo(410);
      assertThat(world.get("Self/Session/", live).statusCode()).isEqualTo(401);
      assertThat(world.refresh(live).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();
    }
  }

  @Test
  void restart_sessionExpiredMeanwhile_isNoticedOnce() {
    try (BsnWorld world = start()) {
      world.refresh(world.login());
    }
    time.advanceSeconds(1800);
    try (BsnWorld world = start()) {
      assertThat(world.simulator.truth().sessionsEnded("ada")).isEqualTo(1);
    }
    try (BsnWorld world = start()) {
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();
    }
  }

  @Test
  void restart_refusedLogins_countOn() {
    try (BsnWorld world = start()) {
      for (int i = 0; i < 4; i++) {
        world.login("ada", "wrong");
      }
    }
    try (BsnWorld world = start()) {
      world.login("ada", "wrong");
      assertThat(world.simulator.admin().isLocked("ada")).isTrue();
    }
    try (BsnWorld world = start()) {
      assertThat(world.login().statusCode()).isEqualTo(401);
    }
  }

  @Test
  void restart_unexpiredAccessTokens_countTowardsTheCap() {
    try (BsnWorld world = start()) {
      world.login();
    }
    try (BsnWorld world =
        BsnWorld.at(time, builder -> builder.stateFile(file).maxUnexpiredAccessTokens(1))) {
      assertThat(world.login().statusCode()).isEqualTo(429);
    }
    try (BsnWorld world =
        BsnWorld.at(time, builder -> builder.stateFile(file).maxUnexpiredAccessTokens(2))) {
      assertThat(world.login().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void restart_lineWithoutEnd_isCutOff() throws IOException {
    HttpResponse<String> login;
    try (BsnWorld world = start()) {
      login = world.login();
    }
    Files.writeString(file, "|spent 0123|tok", StandardOpenOption.APPEND);
    try (BsnWorld world = start()) {
      login = world.refresh(login);
    }
    try (BsnWorld world = start()) {
      assertThat(world.refresh(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void start_foreignFile_isRefused() throws IOException {
    Files.writeString(file, "hello\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hello");
  }

  @Test
  void start_portTaken_leavesTheFileAlone() throws IOException {
    try (BsnWorld world = start()) {
      int taken = world.simulator.baseUri().getPort();
      Files.writeString(file, "half a line", StandardOpenOption.APPEND);

      assertThatThrownBy(() -> BsnWorld.at(time, builder -> builder.stateFile(file).port(taken)))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(Files.readString(file)).isEqualTo("half a line");
    }
  }

  @Test
  void start_foreignFile_givesThePortBack() throws IOException {
    int port;
    try (BsnWorld world = BsnWorld.usual()) {
      port = world.simulator.baseUri().getPort();
    }
    Files.writeString(file, "hello\n");

    assertThatThrownBy(() -> BsnWorld.at(time, builder -> builder.stateFile(file).port(port)))
        .isInstanceOf(IllegalStateException.class);
    BsnWorld.with(builder -> builder.port(port)).close();
  }

  @Test
  void file_afterGrants_holdsNoSecret() throws IOException {
    try (BsnWorld world = start()) {
      HttpResponse<String> refreshed = world.refresh(world.login());

      assertThat(Files.readString(file))
          .isNotEmpty()
          .doesNotContain(field(refreshed, "access_token"), field(refreshed, "refresh_token"))
          .doesNotContain("bsn-at-", "bsn-rt-", "secret");
    }
  }

  @Test
  void restart_refreshedSession_keepsItsLaterEnd() {
    try (BsnWorld world = start()) {
      HttpResponse<String> login = world.login();
      time.advanceSeconds(1000);
      world.refresh(login);
    }
    time.advanceSeconds(1000);
    try (BsnWorld world = start()) {
      assertThat(world.simulator.truth().sessionsEnded("ada")).isZero();
      time.advanceSeconds(800);
      assertThat(world.simulator.truth().sessionsEnded("ada")).isEqualTo(1);
    }
  }

  @Test
  void truth_askedAfterTheEnd_answersAndWritesNothing() throws IOException {
    BsnWorld world = start();
    world.login();
    world.close();
    time.advanceSeconds(1800);
    String before = Files.readString(file);

    assertThat(world.simulator.truth().sessionsEnded("ada")).isEqualTo(1);
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  private BsnWorld start() {
    return BsnWorld.at(time, builder -> builder.stateFile(file));
  }
}
