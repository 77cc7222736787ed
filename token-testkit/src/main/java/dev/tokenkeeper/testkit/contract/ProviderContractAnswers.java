package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Behaviour.answer;
import static dev.tokenkeeper.testkit.contract.Behaviour.page;
import static dev.tokenkeeper.testkit.contract.Behaviour.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Outcome.ClientRefused;
import dev.tokenkeeper.port.Outcome.GrantRefused;
import dev.tokenkeeper.port.Outcome.Granted;
import dev.tokenkeeper.port.Outcome.Throttled;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of the contract about answers that arrive whole. */
abstract class ProviderContractAnswers extends ProviderContractBench {
  @Test
  void send_answerWithTokens_grantsThemAsTheyAre() {
    expectGrant(
        "answered with tokens",
        answer(200, tokens()),
        grant -> {
          assertThat(grant.accessToken()).isEqualTo(Secret.of(ACCESS));
          assertThat(grant.expiresIn()).isEqualTo(Duration.ofMinutes(5));
        });
  }

  @Test
  void send_answerWithRefreshToken_keepsIt() {
    for (TokenRequest each : requests()) {
      if (isForUsers(each)) {
        expectGrant(
            provider(PATIENT),
            each,
            "answered with a refresh token",
            answer(200, tokens()),
            grant -> assertThat(grant.refreshToken()).isEqualTo(Secret.of(REFRESH)));
      }
    }
  }

  @Test
  void send_answerWithoutRefreshToken_grantsNone() {
    for (String none : List.of("", "null", "\"\"")) {
      expectGrant(
          "answered with the refresh token " + (none.isEmpty() ? "left out" : none),
          answer(200, tokens("refresh_token", none)),
          grant -> assertThat(grant.refreshToken()).isNull());
    }
  }

  @Test
  void send_lifetimeWrittenOtherwise_isRead() {
    for (String lifetime : List.of("\"300\"", "300.0", "3e2")) {
      expectGrant(
          "answered with expires_in " + lifetime,
          answer(200, tokens("expires_in", lifetime)),
          grant -> assertThat(grant.expiresIn()).isEqualTo(Duration.ofMinutes(5)));
    }
  }

  @Test
  void send_lifetimeMissingOrAbsurd_tokensAreKept() {
    for (String lifetime :
        List.of("", "null", "0", "-1", "\"soon\"", "{}", "true", "9223372036854775807", "1e300")) {
      expectGrant(
          "answered with expires_in " + (lifetime.isEmpty() ? "left out" : lifetime),
          answer(200, tokens("expires_in", lifetime)),
          this::assertUsable);
    }
  }

  @Test
  void send_fieldsUnknownOrOdd_areNoReasonToLoseTokens() {
    for (List<String> odd :
        List.of(
            List.of("token_type", ""),
            List.of("token_type", "\"mac\""),
            List.of("scope", "[\"a\",\"b\"]"),
            List.of("scope", "null"),
            List.of("not-before-policy", "0"),
            List.of("user", "{\"id\":1,\"roles\":[null,{}]}"),
            List.of("error", "null"))) {
      expectGrant(
          "answered with tokens and " + odd,
          answer(200, tokens(odd.get(0), odd.get(1))),
          this::assertUsable);
    }
  }

  @Test
  void send_tokensUnderAnotherStatusOrType_areKept() {
    expectGrant("answered with 201", answer(201, tokens()), this::assertUsable);
    for (String type : List.of("", "text/plain", "application/json;charset=UTF-8")) {
      expectGrant(
          "answered with content type '" + type + "'",
          raw(Behaviour.text(200, type, tokens())),
          this::assertUsable);
    }
  }

  @Test
  void send_invalidGrant_isTheGrantsFaultWhateverTheStatus() {
    for (int status : List.of(400, 401, 403)) {
      expect(
          "answered with %d and invalid_grant, which the user must hear of".formatted(status),
          answer(status, refused("invalid_grant", "Token is not active")),
          GrantRefused.class);
    }
  }

  @Test
  void send_errorUnder200_isThatError() {
    expect(
        "answered with 200 and invalid_grant",
        answer(200, refused("invalid_grant", "Session not active")),
        GrantRefused.class);
    expect(
        "answered with 200 and invalid_client",
        answer(200, refused("invalid_client", "Invalid client")),
        ClientRefused.class);
  }

  @Test
  void send_invalidClient_isOurFaultWhateverTheStatus() {
    for (int status : List.of(400, 401, 403)) {
      for (String error : List.of("invalid_client", "unauthorized_client")) {
        expect(
            "answered with %d and %s, which no user can help".formatted(status, error),
            answer(status, refused(error, "Invalid client credentials")),
            ClientRefused.class);
      }
    }
  }

  @Test
  void send_unauthorizedWithoutAnError_isOurFault() {
    expect("answered with 401 and no body", answer(401, ""), ClientRefused.class);
    expect("answered with 401 and a page", page(401), ClientRefused.class);
  }

  @Test
  void send_otherStatusWithoutAnError_isNoUsersFault() {
    for (int status : List.of(400, 403, 404, 408, 418)) {
      String what = "answered with %d and no error, which ends no authorization".formatted(status);
      expect(what, answer(status, ""), Unknown.class, ClientRefused.class);
      expect(what, page(status), Unknown.class, ClientRefused.class);
    }
  }

  @Test
  void send_errorThatNobodyKnows_isNoUsersFault() {
    expect(
        "answered with an error that nobody knows, which ends no authorization",
        answer(400, refused("never_heard_of", "What is this")),
        Unknown.class,
        ClientRefused.class);
  }

  @Test
  void send_429WithSeconds_waitsForSoLong() {
    for (TokenRequest each : requests()) {
      assertThat(waitAfter(each, "asked to wait 7 s", "Retry-After: 7"))
          .as(told(each, "asked to wait 7 s. How long it waits"))
          .isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void send_429WithDate_waitsUntilThenOrAsIfNothingWasSaid() {
    for (TokenRequest each : requests()) {
      Duration unsaid = waitAfter(each, "asked to wait", "X: y");
      Duration said =
          waitAfter(
              each,
              "asked to wait until a minute after its Date",
              "Date: Sat, 21 Nov 2026 00:00:00 GMT",
              "Retry-After: Sat, 21 Nov 2026 00:01:00 GMT");
      assertThat(said)
          .as(told(each, "asked to wait until a minute after its Date. How long it waits"))
          .isIn(Duration.ofMinutes(1), unsaid);
    }
  }

  @Test
  void send_429WithNonsense_waitsAsIfNothingWasSaid() {
    for (TokenRequest each : requests()) {
      Duration unsaid = waitAfter(each, "asked to wait", "X: y");
      for (String header : List.of("Retry-After: soon", "Retry-After: -5", "Retry-After:")) {
        assertThat(waitAfter(each, "asked to wait with '" + header + "'", header))
            .as(told(each, "asked to wait with '" + header + "'. How long it waits"))
            .isEqualTo(unsaid);
      }
    }
  }

  @Test
  void send_429WithAbsurdTime_waitsNoLongerThanADay() {
    for (TokenRequest each : requests()) {
      for (String seconds : List.of("99999999", "999999999999999999999")) {
        Duration wait = waitAfter(each, "asked to wait " + seconds, "Retry-After: " + seconds);
        assertThat(wait == null ? Duration.ZERO : wait)
            .as(told(each, "asked to wait %s seconds. How long it waits".formatted(seconds)))
            .isBetween(Duration.ZERO, Duration.ofDays(1));
      }
    }
  }

  @Test
  void send_serverError_mayHaveBeenProcessed() {
    for (int status : List.of(500, 502, 504)) {
      expect("answered with %d: who knows".formatted(status), page(status), Unknown.class);
    }
  }

  @Test
  void send_serviceUnavailable_isNobodysFault() {
    expect(
        "answered with 503, which ends no authorization",
        page(503),
        Unknown.class,
        Throttled.class);
    expect(
        "answered with 503 and Retry-After, which ends no authorization",
        page(503, "Retry-After: 5"),
        Unknown.class,
        Throttled.class);
  }

  @Test
  void send_pageInsteadOfTokens_mayHaveBeenProcessed() {
    expect("answered with 200 and a page", page(200), Unknown.class);
    expect("answered with 200 and nothing", answer(200, ""), Unknown.class);
    expect("answered with 204", raw("HTTP/1.1 204 No Content\r\n\r\n"), Unknown.class);
  }

  @Test
  void send_answerWithoutAccessToken_mayHaveBeenProcessed() {
    for (String none : List.of("", "null", "\"\"", "{}")) {
      expect(
          "answered with the access token " + (none.isEmpty() ? "left out" : none),
          answer(200, tokens("access_token", none)),
          Unknown.class);
    }
  }

  @Test
  void send_answerCutOff_mayHaveBeenProcessed() {
    String whole = tokens();
    for (int length : List.of(1, whole.length() / 2, whole.length() - 1)) {
      expect(
          "answered with the first %d characters of JSON".formatted(length),
          answer(200, whole.substring(0, length)),
          Unknown.class);
    }
  }

  @Test
  void send_answerWithEveryFieldTwice_isNotGuessedAt() {
    String one = tokens();
    String other = tokens("access_token", "\"other\"");
    expect(
        "answered with two access tokens, of which one is somebody else's",
        answer(200, one.substring(0, one.length() - 1) + ',' + other.substring(1)),
        Unknown.class);
  }

  @Test
  void send_answerNestedWithoutEnd_isSurvived() {
    String deep = "[".repeat(50_000) + "]".repeat(50_000);
    expect(
        "answered with tokens and lists in lists",
        answer(200, tokens("x", deep)),
        Granted.class,
        Unknown.class);
  }

  @Test
  void send_answerRepeatsTheRequest_reasonDoesNot() {
    expect("told its own request in a refusal", echo(400, this::refusal), GrantRefused.class);
    expect("told its own request in an error", echo(500, each -> each), Unknown.class);
    expect(
        "told its own request in broken JSON", echo(200, each -> "{\"a\":" + each), Unknown.class);
    expect(
        "told its own request instead of a status",
        (client, request) -> {
          client.write("HTTP/1.1 " + secrets(request) + "\r\n\r\n");
          client.close();
        },
        Unknown.class);
  }

  private String refusal(String text) {
    return refused("invalid_grant", text);
  }

  private static Behaviour echo(int status, UnaryOperator<String> body) {
    return (client, request) -> answer(status, body.apply(secrets(request))).on(client, request);
  }

  private static String secrets(HostileConnection.Request request) {
    return "not " + request.header("Authorization") + " with " + request.body();
  }

  private @Nullable Duration waitAfter(TokenRequest request, String what, String... headers) {
    Behaviour behaviour = answer(429, throttled(), headers);
    Outcome outcome = expect(request, what, PATIENT, behaviour, Throttled.class);
    return ((Throttled) outcome).retryAfter();
  }

  private void expectGrant(String what, Behaviour behaviour, Consumer<TokenGrant> check) {
    OAuthProvider provider = provider(PATIENT);
    for (TokenRequest each : requests()) {
      expectGrant(provider, each, what, behaviour, check);
    }
  }

  private void expectGrant(
      OAuthProvider provider,
      TokenRequest request,
      String what,
      Behaviour behaviour,
      Consumer<TokenGrant> check) {
    Outcome outcome = expect(provider, request, what, behaviour, Granted.class);
    assertThat(((Granted) outcome).grant()).as(told(request, what)).satisfies(check);
  }

  /** The token is the one that was sent, and its life can be counted with. */
  private void assertUsable(TokenGrant grant) {
    assertThat(grant.accessToken()).isEqualTo(Secret.of(ACCESS));
    var life = made.profile().lifetimes().ofAccessToken(grant, MovableClock.START, null);
    assertThat(life.endsAt()).isAfter(MovableClock.START);
  }

  private static boolean isForUsers(TokenRequest request) {
    return !(request instanceof TokenRequest.Mint || request instanceof TokenRequest.Assertion);
  }
}
