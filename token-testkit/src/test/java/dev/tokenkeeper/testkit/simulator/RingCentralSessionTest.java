package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.BASIC;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertInvalidGrant;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.assertRefused;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.field;
import static dev.tokenkeeper.testkit.simulator.RingCentralWorld.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How sessions end: provider notes, 6.5 and 6.8. */
class RingCentralSessionTest {

  @Test
  @Fact("6.8-revoke")
  void revoke_accessOrRefreshToken_endsTheWholeSession() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> one = world.login();
      HttpResponse<String> two = world.login();
      HttpResponse<String> three = world.login();

      HttpResponse<String> revoked = world.revoke(field(one, "access_token"));
      world.revoke(field(two, "refresh_token"));

      assertThat(revoked.statusCode()).isEqualTo(200);
      assertThat(revoked.body()).isEmpty();
      assertInvalidGrant(world.refresh(one), "OAU-211");
      assertThat(world.call(one).body()).contains("OAU-213");
      assertInvalidGrant(world.refresh(two), "OAU-211");
      assertThat(world.call(two).statusCode()).isEqualTo(401);
      assertThat(world.call(three).statusCode()).isEqualTo(200);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.REVOKED)).isEqualTo(2);
      assertThat(world.simulator.truth().count(TruthKind.REVOKED, "ada")).isEqualTo(4);
    }
  }

  @Test
  void revoke_tokenInTheQuery_works() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      URI uri = world.simulator.revocationEndpoint();
      URI query = URI.create(uri + "?token=" + field(login, "access_token"));

      assertThat(world.post(query, BASIC).statusCode()).isEqualTo(200);
      assertThat(world.call(login).statusCode()).isEqualTo(401);
      assertThat(world.revoke("unknown").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("6.8-refused")
  void revoke_emptyTokenOrWrongClient_isRefused() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder
                    .client(
                        RingCentralSimulator.DEFAULT_CLIENT_ID,
                        RingCentralSimulator.DEFAULT_CLIENT_SECRET)
                    .publicClient("app"))) {
      HttpResponse<String> login = world.login();
      URI uri = world.simulator.revocationEndpoint();
      String token = field(login, "access_token");

      assertRefused(world.revoke(""), 400, "invalid_request", "CMN-101");
      assertRefused(
          world.post(uri, "", "client_id", "app", "token", token),
          400,
          "unauthorized_client",
          "OAU-164");
      assertRefused(world.post(uri, "", "token", token), 401, "invalid_client", "OAU-123");
      assertThat(world.call(login).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact({"1.live-cap.ringcentral", "6.5.5", "6.5-sixth"})
  void sixthSession_dropsTheOldest() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      String jwt = world.simulator.admin().issueJwt("ada");
      HttpResponse<String> oldest = world.login();
      List<HttpResponse<String>> others = Stream.generate(world::login).limit(4).toList();
      assertThat(world.call(oldest).statusCode()).isEqualTo(200);

      assertThat(world.mint(jwt).statusCode()).isEqualTo(200);

      assertThat(world.call(oldest).body()).contains("OAU-213");
      assertInvalidGrant(world.refresh(oldest), "OAU-211");
      assertThat(others).allMatch(session -> world.call(session).statusCode() == 200);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.CAP)).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.5-sixth")
  void oneSessionTooMany_refusing_is429OfAnotherKindAndKeepsTheCode() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder
                    .account("bob", "secret")
                    .maxSessionsPerUser(1)
                    .authLimit(
                        5,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        RingCentralLimitKey.APPLICATION)
                    .atSessionCap(RingCentralAtSessionCap.REFUSE_429))) {
      HttpResponse<String> first = world.login();
      String code = world.code();
      HttpResponse<String> tooMany = world.exchange(code);

      assertThat(tooMany.statusCode()).isEqualTo(429);
      assertThat(tooMany.headers().firstValue("X-Rate-Limit-Limit")).isEmpty();
      assertThat(world.simulator.limitExceeded()).isZero();
      world.revoke(field(first, "access_token"));
      assertThat(world.exchange(code).statusCode()).isEqualTo(200);
      URI bob = world.simulator.authorize(world.authorization(), "bob");
      assertThat(world.exchange(RingCentralWorld.codeOf(bob)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fact("6.5.5")
  void absoluteTimeout_endsARefreshedSession() {
    try (RingCentralWorld world =
        RingCentralWorld.with(
            builder ->
                builder.absoluteSessionTimeout(Duration.ofHours(30)).expiresInOneShort(false))) {
      HttpResponse<String> first = world.login();
      assertThat(number(first, "session_expires_in")).isEqualTo(30 * 3600);
      assertThat(number(first, "refresh_token_expires_in")).isEqualTo(30 * 3600);
      world.pass(20 * 3600);
      HttpResponse<String> second = world.refresh(first);

      assertThat(number(second, "session_expires_in")).isEqualTo(10 * 3600);
      assertThat(number(second, "expires_in")).isEqualTo(10 * 3600);
      world.pass(10 * 3600);
      assertInvalidGrant(world.refresh(second), "OAU-210");
      assertThat(world.call(second).body()).contains("OAU-128");
      assertThat(world.simulator.truth().entries(TruthKind.SESSION_ENDED))
          .extracting(TruthEntry::detail, TruthEntry::at)
          .containsExactly(tuple("EXPIRED", world.clock.instant()));
    }
  }

  @Test
  @Fact("6.6-revoked")
  void admin_endsSessionsOrRevokesTokens_bothAreDead() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> ended = world.login();
      world.simulator.admin().endSessions("ada");
      HttpResponse<String> revoked = world.login();
      world.simulator.admin().revokeTokens("ada");

      assertInvalidGrant(world.refresh(ended), "OAU-211");
      assertInvalidGrant(world.refresh(revoked), "OAU-211");
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.ADMIN)).isEqualTo(1);
      assertThat(world.simulator.truth().sessionsEnded("ada", SessionEnd.REVOKED)).isEqualTo(1);
    }
  }

  @Test
  @Fact("6.5.5")
  void admin_changesThePassword_sessionsEnd() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      HttpResponse<String> login = world.login();
      world.simulator.admin().register("ada", "secret").register("bob", "secret");
      assertThat(world.call(login).statusCode()).isEqualTo(200);

      world.simulator.admin().register("ada", "changed");

      assertThat(world.call(login).statusCode()).isEqualTo(401);
      assertThat(
              world
                  .post(world.authorization(), "", "username", "ada", "password", "secret")
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void isLive_ofEveryToken_isWhatTheProviderWouldSay() {
    try (RingCentralWorld world = RingCentralWorld.usual()) {
      TruthLog truth = world.simulator.truth();
      HttpResponse<String> first = world.login();
      HttpResponse<String> second = world.refresh(first);

      assertThat(truth.isLive(field(first, "access_token"))).isFalse();
      assertThat(truth.isLive(field(first, "refresh_token"))).isTrue();
      assertThat(truth.isLive(field(second, "access_token"))).isTrue();
      world.call(second);
      world.pass(11);
      assertThat(truth.isLive(field(first, "refresh_token"))).isFalse();
      assertThat(truth.isLive(field(second, "refresh_token"))).isTrue();
      world.revoke(field(second, "refresh_token"));
      assertThat(truth.isLive(field(second, "refresh_token"))).isFalse();
      assertThat(truth.issuedTokens())
          .containsExactly(
              field(first, "access_token"),
              field(first, "refresh_token"),
              field(second, "access_token"),
              field(second, "refresh_token"));
    }
  }
}
