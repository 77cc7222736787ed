package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.JWT_GRANT;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertRefused;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Provider notes, 6.9. */
class RingCentralJwtTest {

  @Test
  @Fact("6.9-jwt")
  void mint_credential_worksAgainAndAgainAndIsNoLogin() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String jwt = world.simulator.admin().issueJwt("ada");
      HttpResponse<String> first = world.mint(jwt);
      HttpResponse<String> second = world.mint(jwt);

      assertThat(world.call(first).statusCode()).isEqualTo(200);
      assertThat(world.call(second).statusCode()).isEqualTo(200);
      assertThat(field(second, "session_id")).isNotEqualTo(field(first, "session_id"));
      assertThat(field(second, "owner_id")).isEqualTo(field(world.login(), "owner_id"));
      assertThat(world.refresh(first).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().count(TruthKind.MINTED, "ada")).isEqualTo(2);
      assertThat(world.simulator.truth().logins("ada")).isEqualTo(1);
    }
  }

  @Test
  void mint_valueOfTheBuilder_works() {
    try (RingCentralWorld world = RingCentralWorld.with(b -> b.jwt("ada", "my-credential"))) {
      assertThat(world.mint("my-credential").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void mint_unknownRevokedOrForeign_isInvalidGrant() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      RingCentralAdmin admin = world.simulator.admin();
      String revoked = admin.issueJwt("ada");
      String foreign = admin.issueJwt("ada", "another-client");
      admin.revokeJwt(revoked);

      assertInvalidGrant(world.mint("garbage"), "OAU-213");
      assertInvalidGrant(world.mint(revoked), "OAU-211");
      assertInvalidGrant(world.mint(foreign), "OAU-112");
      admin.restrictJwt(foreign, RingCentralSimulator.DEFAULT_CLIENT_ID);
      assertThat(world.mint(foreign).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().count(TruthKind.MINTED)).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.6-algorithm")
  void mint_symmetricSignature_isUnsupported() {
    byte[] header = "{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8);
    String jwt = Base64.getUrlEncoder().withoutPadding().encodeToString(header) + ".e30.x";
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.jwt("ada", jwt))) {
      assertInvalidGrant(world.mint(jwt), "OAU-347");
    }
  }

  @Test
  void mint_publicClient_isNotAllowed() {
    try (RingCentralWorld world = RingCentralWorld.with(builder -> builder.publicClient("app"))) {
      String jwt = world.simulator.admin().issueJwt("ada");

      assertRefused(
          world.tokenAs("", "grant_type", JWT_GRANT, "assertion", jwt, "client_id", "app"),
          403,
          "unauthorized_client",
          "OAU-112");
    }
  }

  @Test
  @Fact("6.9-jwt")
  void credential_asBearer_isUnparsable() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> call = world.callAs("Bearer " + world.simulator.admin().issueJwt("ada"));

      assertThat(call.statusCode()).isEqualTo(401);
      assertThat(call.body()).contains("OAU-149");
    }
  }

  @Test
  void credential_generated_saysES256AndItsOwner() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String[] parts = world.simulator.admin().issueJwt("ada").split("\\.", -1);

      assertThat(parts).hasSize(3);
      assertThat(decoded(parts[0])).contains("\"alg\":\"ES256\"");
      assertThat(decoded(parts[1])).contains("\"sub\":\"" + field(world.login(), "owner_id"));
    }
  }

  @Test
  void credential_ofNobody_cannotBeMadeOrChanged() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      assertThatThrownBy(() -> world.simulator.admin().issueJwt("nobody"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> world.simulator.admin().revokeJwt("my-secret"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("my-secret");
    }
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
