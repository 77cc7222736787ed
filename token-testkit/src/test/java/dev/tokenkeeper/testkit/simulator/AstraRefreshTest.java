package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.AstraWorld.DEAD_CODE;
import static dev.tokenkeeper.testkit.simulator.AstraWorld.DEAD_REFRESH_TOKEN;
import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.Fact;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraRefreshTest {

  private static final long TEN_DAYS = Duration.ofDays(10).toSeconds();

  private AstraWorld world = AstraWorld.usual();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Fact("4.6-current")
  void refresh_granted_givesANewPairAndEndsTheOldAccessTokenAtOnce() {
    HttpResponse<String> first = world.signIn();
    HttpResponse<String> second = world.refresh(first);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).doesNotContain("refresh_token_expires_in");
    assertThat(Stream.of(first, second).map(r -> field(r, "refresh_token")))
        .doesNotHaveDuplicates();
    assertThat(world.call(first)).isEqualTo(401);
    assertThat(world.call(second)).isEqualTo(200);
    assertThat(world.simulator.truth().refreshesGranted("ada")).isEqualTo(1);
    assertThat(world.simulator.truth().logins("ada")).isEqualTo(1);
  }

  @Test
  @Fact("2.13")
  void refresh_sameTokenAgain_isGrantedAgain() {
    HttpResponse<String> first = world.signIn();
    HttpResponse<String> second = world.refresh(first);
    HttpResponse<String> third = world.refresh(first);

    assertThat(third.statusCode()).isEqualTo(200);
    assertThat(world.call(second)).isEqualTo(401);
    assertThat(world.call(third)).isEqualTo(200);
    assertThat(world.simulator.truth().refreshTokenReuses()).isZero();
    assertThat(
            Stream.of(first, second, third)
                .map(answer -> field(answer, "refresh_token"))
                .allMatch(world.simulator.truth()::isLive))
        .isTrue();
  }

  @Test
  @Fact("4.6-own-end")
  void refresh_usedToken_keepsItsOwnExpiry() {
    HttpResponse<String> first = world.signIn();
    world.pass(TEN_DAYS - 1);
    HttpResponse<String> second = world.refresh(first);
    world.pass(1);

    assertRefused(world.refresh(first), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
    world.pass(TEN_DAYS - 2);
    assertThat(world.refresh(second).statusCode()).isEqualTo(200);
    world.pass(1);
    assertRefused(world.refresh(second), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
  }

  @Test
  @Fact("4.5-refresh")
  void refresh_refused_leavesTheAccessToken() {
    HttpResponse<String> granted = world.signIn();

    assertRefused(
        world.token("grant_type", "refresh_token", "refresh_token", "garbage"),
        400,
        "invalid_grant",
        DEAD_REFRESH_TOKEN);
    assertRefused(
        world.token("grant_type", "refresh_token", "refresh_token", field(granted, "access_token")),
        400,
        "invalid_grant",
        DEAD_REFRESH_TOKEN);
    assertThat(world.call(granted)).isEqualTo(200);
    assertThat(world.simulator.truth().refreshesGranted("ada")).isZero();
  }

  @Test
  void refresh_tokenOfAnotherClient_isRefused() {
    reopen(
        AstraWorld.with(
            builder ->
                builder
                    .client(AstraSimulator.DEFAULT_CLIENT_ID, AstraSimulator.DEFAULT_CLIENT_SECRET)
                    .client("other", "x")));
    String refreshToken = field(world.signIn(), "refresh_token");

    assertRefused(
        world.tokenAs(
            BsnWorld.basic("other", "x"),
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken),
        400,
        "invalid_grant",
        DEAD_REFRESH_TOKEN);
  }

  @Test
  void refresh_redirectUriNamed_mustBeRegistered() {
    String refreshToken = field(world.signIn(), "refresh_token");

    assertThat(refreshWith(refreshToken, AstraWorld.REDIRECT).statusCode()).isEqualTo(200);
    assertRefused(
        refreshWith(refreshToken, "http://elsewhere"), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
  }

  @Test
  @Fact("4.4-refresh")
  void refresh_strictRedirectAndNoneNamed_isRefused() {
    reopen(AstraWorld.with(builder -> builder.strictRedirectOnRefresh(true)));
    HttpResponse<String> granted = world.signIn();

    assertThat(world.refresh(granted).body()).contains("invalid_request", "redirect_uri");
    assertThat(refreshWith(field(granted, "refresh_token"), AstraWorld.REDIRECT).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refresh_twoAtOnceWithOneToken_bothSucceedAndOnlyTheLastAccessTokenLives() {
    HttpResponse<String> granted = world.signIn();
    CyclicBarrier bothIn = new CyclicBarrier(2);
    world.simulator.faults().next(2, Fault.before(() -> await(bothIn)));

    List<CompletableFuture<HttpResponse<String>>> calls =
        Stream.generate(() -> world.refreshAsync(granted)).limit(2).toList();
    List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    TruthLog truth = world.simulator.truth();
    List<String> issued = truth.issuedTokens();
    String last = issued.get(issued.size() - 2);
    assertThat(answers.stream().map(answer -> field(answer, "access_token")).filter(truth::isLive))
        .containsExactly(last);
    assertThat(answers.stream().map(world::call)).containsExactlyInAnyOrder(200, 401);
    assertThat(truth.refreshesGranted("ada")).isEqualTo(2);
    assertThat(truth.mostConcurrentRefreshes()).isEqualTo(2);
    assertThat(truth.concurrentRefreshes()).isEqualTo(1);
  }

  @Test
  void refresh_answerLost_canBeRepeatedWithTheSameToken() {
    HttpResponse<String> granted = world.signIn();
    world.simulator.faults().next(1, Fault.ANSWER_LOST);

    assertThat(world.refreshAsync(granted)).failsWithin(Duration.ofSeconds(20));

    assertThat(world.call(granted)).isEqualTo(401);
    assertThat(world.call(world.refresh(granted))).isEqualTo(200);
    assertThat(world.simulator.tokenRequests()).isEqualTo(3);
  }

  @Test
  @Fact("4.6-again")
  void reauthorization_byDefault_endsTheAccessTokenAndNoRefreshToken() {
    HttpResponse<String> old = world.signIn();
    HttpResponse<String> newer = world.signIn();

    assertThat(world.call(old)).isEqualTo(401);
    assertThat(world.call(newer)).isEqualTo(200);
    assertThat(world.refresh(old).statusCode()).isEqualTo(200);
    assertThat(world.simulator.truth().logins("ada")).isEqualTo(2);
  }

  @Test
  @Fact("4.6-again")
  void reauthorization_revokingOld_endsTheRefreshTokensOfThisUserOnly() {
    reopen(AstraWorld.with(b -> b.reauthorizeRevokesOld(true).account("bob", "x")));
    HttpResponse<String> old = world.signIn();
    HttpResponse<String> bobs = world.redeem(world.agreed("bob"));
    HttpResponse<String> newer = world.signIn();

    assertRefused(world.refresh(old), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
    assertThat(world.refresh(newer).statusCode()).isEqualTo(200);
    assertThat(world.call(bobs)).isEqualTo(200);
    assertThat(world.refresh(bobs).statusCode()).isEqualTo(200);
  }

  @Test
  @Fact("4.6-revoked")
  void revokeUser_everythingOfTheirs_diesAtOnce() {
    reopen(AstraWorld.with(b -> b.account("bob", "x")));
    HttpResponse<String> first = world.signIn();
    HttpResponse<String> second = world.refresh(first);
    String code = world.agreed("ada");
    HttpResponse<String> bobs = world.redeem(world.agreed("bob"));

    world.simulator.admin().revokeUser("ada");

    assertThat(world.call(second)).isEqualTo(401);
    assertRefused(world.refresh(first), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
    assertRefused(world.refresh(second), 400, "invalid_grant", DEAD_REFRESH_TOKEN);
    assertRefused(world.redeem(code), 400, "invalid_grant", DEAD_CODE);
    assertThat(world.simulator.truth().count(TruthKind.REVOKED, "ada")).isEqualTo(3);
    assertThat(world.call(bobs)).isEqualTo(200);
    assertThat(world.call(world.signIn())).isEqualTo(200);
  }

  private HttpResponse<String> refreshWith(String refreshToken, String redirectUri) {
    return world.token(
        "grant_type", "refresh_token", "refresh_token", refreshToken, "redirect_uri", redirectUri);
  }

  private void reopen(AstraWorld other) {
    world.close();
    world = other;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
