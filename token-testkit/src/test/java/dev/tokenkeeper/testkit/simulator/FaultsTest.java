package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final Duration LATENCY = Duration.ofMillis(60);

  private final BsnWorld world = BsnWorld.usual();
  private final Faults faults = world.simulator.faults();
  private final TruthLog truth = world.simulator.truth();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void requestLost_refresh_isNotProcessed() {
    HttpResponse<String> login = world.login();
    faults.next(1, Fault.REQUEST_LOST);

    assertThatThrownBy(() -> world.refresh(login)).isInstanceOf(UncheckedIOException.class);

    assertThat(truth.refreshesGranted("ada")).isZero();
    assertThat(world.refresh(login).statusCode()).isEqualTo(200);
  }

  @Test
  void answerLost_refresh_isProcessedAndTheTokenSpent() {
    HttpResponse<String> login = world.login();
    faults.next(1, Fault.ANSWER_LOST);

    assertThatThrownBy(() -> world.refresh(login)).isInstanceOf(UncheckedIOException.class);

    assertThat(truth.refreshesGranted("ada")).isEqualTo(1);
    assertThat(truth.isLive(field(login, "refresh_token"))).isFalse();
    assertThat(world.simulator.tokenRequests()).isEqualTo(2);
  }

  @Test
  void answerCut_login_breaksInTheBody() {
    faults.next(1, Fault.ANSWER_CUT);

    assertThatThrownBy(world::login).isInstanceOf(UncheckedIOException.class);
    assertThat(truth.logins("ada")).isEqualTo(1);
  }

  @Test
  void answerCut_onTheSocket_showsTheBeginning() throws IOException {
    faults.next(1, facts -> true, Fault.ANSWER_CUT);
    URI base = world.simulator.baseUri();

    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      String seen = new String(socket.getInputStream().readAllBytes(), UTF_8);

      assertThat(seen).startsWith("HTTP/1.1 404").contains("{\"error\"").doesNotContain("}");
    }
  }

  @Test
  void throttled_login_is429WithRetryAfterAndNotProcessed() {
    faults.next(1, Fault.throttled(Duration.ofSeconds(30)));

    HttpResponse<String> refused = world.login();

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("30");
    assertThat(truth.logins("ada")).isZero();
  }

  @Test
  void serverErrors_login_areNotProcessed() {
    faults
        .next(1, Fault.SERVER_ERROR_500)
        .next(1, Fault.UNAVAILABLE_503)
        .next(1, Fault.TIMEOUT_408);

    assertThat(world.login().statusCode()).isEqualTo(500);
    assertThat(world.login().statusCode()).isEqualTo(503);
    assertThat(world.login().statusCode()).isEqualTo(408);
    assertThat(truth.logins("ada")).isZero();
    assertThat(world.login().statusCode()).isEqualTo(200);
  }

  @Test
  void spoiltBodies_login_are200AndProcessed() {
    List<Fault> spoilt = List.of(Fault.GARBAGE_BODY, Fault.HTML_BODY, Fault.TRUNCATED_JSON);
    spoilt.forEach(fault -> faults.next(1, fault));

    List<HttpResponse<String>> answers = List.of(world.login(), world.login(), world.login());

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(answers.get(0).body()).contains("not json");
    assertThat(answers.get(1).headers().firstValue("Content-Type")).contains("text/html");
    assertThat(answers.get(2).body()).startsWith("{\"access_token\":").doesNotContain("}");
    assertThat(truth.logins("ada")).isEqualTo(3);
  }

  @Test
  void accessTokenMissing_login_hasTheOtherFields() {
    faults.next(1, Fault.MISSING_ACCESS_TOKEN);

    assertThat(world.login().body())
        .doesNotContain("access_token")
        .contains("\"expires_in\":300", "refresh_token");
  }

  @Test
  void expiresIn_spoilt_changesThatFieldAlone() {
    faults
        .next(1, Fault.EXPIRES_IN_AS_STRING)
        .next(1, Fault.EXPIRES_IN_NEGATIVE)
        .next(1, Fault.EXPIRES_IN_ABSURD)
        .next(1, Fault.MISSING_EXPIRES_IN);

    assertThat(world.login().body()).contains("\"expires_in\":\"300\",\"refresh_expires_in\":1800");
    assertThat(world.login().body()).contains("\"expires_in\":-1,");
    assertThat(world.login().body()).contains("\"expires_in\":1000000000000000000,");
    assertThat(world.login().body()).contains("refresh_expires_in").doesNotContain("\"expires_in");
  }

  @Test
  void latency_beforeAndAfter_delaysTheAnswer() {
    faults.next(1, Fault.latencyBefore(LATENCY).and(Fault.latencyAfter(LATENCY)));
    long start = System.nanoTime();

    world.login();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LATENCY.toNanos() * 2);
  }

  @Test
  void actions_aroundProcessing_runInOrder() {
    List<Long> logins = new ArrayList<>();
    Fault action =
        Fault.before(() -> logins.add(truth.logins("ada")))
            .and(Fault.after(() -> logins.add(truth.logins("ada"))))
            .and(Fault.SERVER_ERROR_500);
    faults.next(1, Fault.after(() -> logins.add(truth.logins("ada")))).next(1, action);

    world.login();
    world.login();

    assertThat(logins).containsExactly(1L, 1L, 1L);
  }

  @Test
  void predicate_oneUser_sparesTheOthers() {
    world.simulator.admin().register("bob", "secret", Set.of("bsn.api.self"));
    faults.always(
        facts -> facts.isRefresh() && facts.username().equals("bob"), Fault.UNAVAILABLE_503);

    assertThat(world.refresh(world.login()).statusCode()).isEqualTo(200);
    HttpResponse<String> bob = world.login("bob", "secret");
    assertThat(world.refresh(bob).statusCode()).isEqualTo(503);
    faults.clear();
    assertThat(world.refresh(bob).statusCode()).isEqualTo(200);
  }

  @Test
  void predicate_api_leavesTheTokenEndpointAlone() {
    faults
        .next(2, facts -> facts.endpoint() == Endpoint.API, Fault.SERVER_ERROR_500)
        .always(facts -> facts.username().equals("bob"), Fault.REQUEST_LOST);

    HttpResponse<String> login = world.login();

    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(500);
    assertThat(faults.pending()).isEqualTo(1);
    assertThat(truth.apiRejected("ada")).isZero();
  }

  @Test
  void next_withoutPredicate_isForTheTokenEndpoint() {
    HttpResponse<String> login = world.login();
    faults.next(1, Fault.SERVER_ERROR_500);

    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(200);
    assertThat(world.login().statusCode()).isEqualTo(500);
  }

  @Test
  void predicate_ownerOfTheToken_isKnownEverywhere() {
    HttpResponse<String> login = world.login();
    faults.always(facts -> facts.username().equals("ada"), Fault.UNAVAILABLE_503);

    assertThat(world.get("Self/Session/", login).statusCode()).isEqualTo(503);
    assertThat(world.revoke(field(login, "access_token")).statusCode()).isEqualTo(503);
    assertThat(world.logout(field(login, "refresh_token")).statusCode()).isEqualTo(503);
    assertThat(world.get("Self/Session/", "unknown").statusCode()).isEqualTo(401);
    assertThat(faults.clear().pending()).isZero();
  }

  @Test
  void next_lessThanOne_isRefused() {
    assertThatThrownBy(() -> faults.next(0, Fault.ANSWER_LOST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
