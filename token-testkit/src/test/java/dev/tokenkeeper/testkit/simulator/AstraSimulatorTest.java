package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.AstraWorld.DEAD_CODE;
import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AstraSimulatorTest {

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();

  @Test
  void addresses_ofAStartedSimulator_areThoseOfTheDocuments() {
    try (AstraSimulator astra = AstraSimulator.builder().start()) {
      String base = astra.baseUri().toString();
      assertThat(astra.tokenEndpoint()).hasToString(base + "/v1/oauth/token");
      assertThat(astra.authorizationPage()).hasToString(base + "/login/oauth/authorize");
      assertThat(astra.api()).hasToString(base + "/v1");
      assertThat(astra.userIntents()).hasToString(base + "/v1/user_intent");
      assertThat(astra.identityVerification())
          .hasToString(base + "/v1/partner/identity/verification");
      assertThat(astra.identityToken()).hasToString(base + "/v1/partner/identity/token");
    }
  }

  @Test
  void lifetimes_ofBothProfiles_areTheSame() {
    AstraLifetimes seed = AstraLifetimes.of(Profile.SEED);

    assertThat(AstraLifetimes.of(Profile.PUBLISHED)).isEqualTo(seed);
    assertThat(seed.accessToken()).isEqualTo(Duration.ofHours(2));
    assertThat(seed.refreshToken()).isEqualTo(Duration.ofDays(10));
    assertThatThrownBy(
            () -> new AstraLifetimes(seed.accessToken(), Duration.ZERO, seed.code(), seed.code()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refreshToken");
  }

  @Test
  void lifetimes_ofYourOwn_areFollowed() {
    AstraLifetimes brief =
        new AstraLifetimes(
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));
    try (AstraWorld world = AstraWorld.at(clock, builder -> builder.lifetimes(brief))) {
      HttpResponse<String> granted = world.signIn();
      assertThat(field(granted, "expires_in")).isEqualTo("30");
      world.pass(30);
      assertThat(world.call(granted)).isEqualTo(401);
      world.pass(60);
      assertThat(world.refresh(granted).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void restart_onTheSameFile_findsTokensAliveAgain() {
    HttpResponse<String> old;
    HttpResponse<String> current;
    try (AstraWorld world = start()) {
      old = world.signIn();
      current = world.refresh(old);
    }
    try (AstraWorld world = start()) {
      assertThat(world.call(current)).isEqualTo(200);
      assertThat(world.call(old)).as("superseded before the restart").isEqualTo(401);
      assertThat(world.simulator.truth().apiRejected("ada")).isEqualTo(1);
      assertThat(world.refresh(old).statusCode()).isEqualTo(200);
      assertThat(world.call(current)).isEqualTo(401);
      world.pass(Duration.ofDays(10).toSeconds());
      assertThat(world.refresh(current).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void restart_onTheSameFile_findsCodesAndRevocationsAsTheyWere() {
    String used;
    String open;
    HttpResponse<String> revoked;
    try (AstraWorld world = start()) {
      revoked = world.signIn();
      world.simulator.admin().revokeUser("ada");
      used = world.agreed("ada");
      world.redeem(used);
      open = world.agreed("ada");
    }
    try (AstraWorld world = start()) {
      assertRefused(world.redeem(used), 400, "invalid_grant", DEAD_CODE);
      assertThat(world.redeem(open).statusCode()).isEqualTo(200);
      assertThat(world.refresh(revoked).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void restart_onTheSameFile_findsUserIntentsAndTheirUsers() {
    String intent;
    try (AstraWorld world = start()) {
      intent = world.announced("eve@example.com");
      world.simulator.authorize(world.page("user_intent_id", intent), "eve@example.com");
      world.announced("eve@example.com");
      world.announced("eve@example.com");
    }
    try (AstraWorld world = start()) {
      assertThat(world.describe(intent).body()).contains("user_id");
      assertThat(world.announce(AstraWorld.person("eve@example.com")).statusCode()).isEqualTo(400);
      assertThat(world.redeem(world.agreed("eve@example.com")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void stateFile_afterSignIn_holdsNoSecret() throws IOException {
    try (AstraWorld world = start()) {
      world.refresh(world.signIn());
      assertThat(Files.readString(folder.resolve("astra")))
          .isNotEmpty()
          .doesNotContain("astra_at_", "astra_rt_", "astra_code_", "secret");
    }
  }

  @Test
  void start_foreignFileOrTakenPort_isRefused() throws IOException {
    Files.writeString(folder.resolve("astra"), "hello\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("hello");
    try (AstraWorld world = AstraWorld.usual()) {
      int taken = world.simulator.baseUri().getPort();
      assertThatThrownBy(() -> AstraWorld.with(builder -> builder.port(taken)))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  private AstraWorld start() {
    return AstraWorld.at(clock, builder -> builder.stateFile(folder.resolve("astra")));
  }
}
