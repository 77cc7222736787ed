package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Outcome.ClientRefused;
import dev.tokenkeeper.port.Outcome.GrantRefused;
import dev.tokenkeeper.port.Outcome.Granted;
import dev.tokenkeeper.port.Outcome.Revoked;
import dev.tokenkeeper.port.Outcome.Throttled;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenRequest.Revoke;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an answer means. */
class OutcomeTest {

  static Stream<Arguments> tokenAnswers() {
    return Stream.of(
        Arguments.of(200, GRANT, "Granted"),
        Arguments.of(201, GRANT, "Granted"),
        Arguments.of(200, "{\"access_token\":\"a\",\"error\":null}", "Granted"),
        Arguments.of(200, "{\"access_token\":\"a\",\"error\":\"\"}", "Granted"),
        Arguments.of(200, "{\"access_token\":\"a\",\"error\":\"odd\"}", "Granted"),
        Arguments.of(400, error("invalid_grant"), "GrantRefused"),
        Arguments.of(401, error("invalid_grant"), "GrantRefused"),
        Arguments.of(200, error("invalid_grant"), "GrantRefused"),
        Arguments.of(500, error("invalid_grant"), "GrantRefused"),
        Arguments.of(400, error("invalid_client"), "ClientRefused"),
        Arguments.of(401, error("invalid_client"), "ClientRefused"),
        Arguments.of(200, error("invalid_client"), "ClientRefused"),
        Arguments.of(401, error("unauthorized_client"), "ClientRefused"),
        Arguments.of(400, error("unsupported_grant_type"), "ClientRefused"),
        Arguments.of(400, error("invalid_scope"), "ClientRefused"),
        Arguments.of(400, error("invalid_request"), "ClientRefused"),
        Arguments.of(401, error("HTTP 401 Unauthorized"), "ClientRefused"),
        Arguments.of(401, "", "ClientRefused"),
        Arguments.of(401, "<html>", "ClientRefused"),
        Arguments.of(429, "", "Throttled"),
        Arguments.of(429, error("too_many_tokens"), "Throttled"),
        Arguments.of(429, error("invalid_grant"), "Throttled"),
        Arguments.of(400, error("slow_down"), "Throttled"),
        Arguments.of(503, error("temporarily_unavailable"), "Throttled"),
        Arguments.of(400, error("invalid_token"), "Unknown"),
        Arguments.of(400, error("never_heard_of"), "Unknown"),
        Arguments.of(400, "{\"error\":{\"code\":400}}", "Unknown"),
        Arguments.of(400, "", "Unknown"),
        Arguments.of(403, "<html>", "Unknown"),
        Arguments.of(404, "", "Unknown"),
        Arguments.of(500, error("server_error"), "Unknown"),
        Arguments.of(503, "", "Unknown"),
        Arguments.of(500, GRANT, "Unknown"),
        Arguments.of(200, "", "Unknown"),
        Arguments.of(200, "<html>log in</html>", "Unknown"),
        Arguments.of(200, "null", "Unknown"),
        Arguments.of(200, "\"token\"", "Unknown"),
        Arguments.of(200, "[" + GRANT + "]", "Unknown"),
        Arguments.of(200, "{}", "Unknown"),
        Arguments.of(200, "{\"access_token\":\"\"}", "Unknown"),
        Arguments.of(200, "{\"access_token\":null}", "Unknown"),
        Arguments.of(200, "{\"access_token\":{\"a\":1}}", "Unknown"),
        Arguments.of(200, GRANT + "x", "Granted"),
        Arguments.of(200, GRANT + GRANT, "Unknown"),
        Arguments.of(200, GRANT.substring(1), "Unknown"),
        Arguments.of(200, "{\"access_token\":\"a\",\"access_token\":\"a\"}", "Unknown"),
        Arguments.of(200, "{\"access_token\":\"a\",\"access_token\":\"b\"}", "Unknown"),
        Arguments.of(200, "{\"access_token\":\"a\",\"x\":" + "[".repeat(9999), "Unknown"),
        Arguments.of(200, nested(60), "Unknown"),
        Arguments.of(200, nested(40), "Granted"),
        Arguments.of(200, "\u00ef\u00bb\u00bf" + GRANT, "Granted"),
        Arguments.of(200, "access_token=a&refresh_token=b", "Unknown"));
  }

  @ParameterizedTest
  @MethodSource("tokenAnswers")
  void judge_tokenAnswer_byErrorField(int status, String body, String outcome) throws Exception {
    try (var server = RawServer.answering(status, body)) {
      assertThat(Endpoints.send(Endpoints.settings(server.uri("/token")), REFRESH))
          .extracting(each -> each.getClass().getSimpleName())
          .isEqualTo(outcome);
    }
  }

  static Stream<Arguments> answersOfAProviderWithItsOwnCodes() {
    return Stream.of(
        Arguments.of(400, listed("OAU-213", "gone"), "GrantRefused[reason=OAU-213: gone]"),
        Arguments.of(200, listed("OAU-213", "gone"), "GrantRefused[reason=OAU-213: gone]"),
        Arguments.of(401, listed("OAU-213", "gone"), "GrantRefused[reason=OAU-213: gone]"),
        Arguments.of(500, listed("OAU-213", "gone"), "GrantRefused[reason=OAU-213: gone]"),
        Arguments.of(400, listed("OAU-153", "who"), "ClientRefused[reason=OAU-153: who]"),
        Arguments.of(400, listed("CMN-301", ""), "Throttled[retryAfter=PT40S]"),
        Arguments.of(429, listed("OAU-213", "gone"), "Throttled[retryAfter=PT40S]"),
        Arguments.of(400, "{\"errorCode\":\"OAU-213\"}", "GrantRefused[reason=OAU-213]"),
        Arguments.of(
            400,
            "{\"errorCode\":\"OAU-213\",\"message\":\"gone\\u0007\"}",
            "GrantRefused[reason=OAU-213: gone]"),
        Arguments.of(
            401,
            "{\"errorCode\":\"Odd\",\"message\":\"m\"," + listed("OAU-213", "n").substring(1),
            "GrantRefused[reason=OAU-213: n]"),
        Arguments.of(
            400,
            "{\"errors\":[{\"errorCode\":\"ODD\"},{\"errorCode\":\"OAU-153\",\"message\":\"m\"}]}",
            "ClientRefused[reason=ODD: m]"),
        Arguments.of(
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":\"d\","
                + listed("OAU-153", "m").substring(1),
            "GrantRefused[reason=invalid_grant: d]"),
        Arguments.of(
            400,
            "{\"error\":\"invalid_client\"," + listed("OAU-213", "m").substring(1),
            "ClientRefused[reason=invalid_client: m]"),
        Arguments.of(
            400,
            "{\"error\":\"odd\"," + listed("OAU-213", "m").substring(1),
            "GrantRefused[reason=odd: m]"),
        Arguments.of(503, error("service_unavailable"), "Throttled[retryAfter=PT40S]"),
        Arguments.of(400, listed("ODD", "hidden"), "Unknown[reason=ODD]"),
        Arguments.of(401, listed("ODD", "m"), "ClientRefused[reason=ODD: m]"),
        Arguments.of(400, listed("invalid_grant", "m"), "Unknown[reason=invalid_grant: m]"),
        Arguments.of(400, "{\"errors\":\"OAU-213\"}", "Unknown[reason=HTTP 400]"),
        Arguments.of(400, "{\"errors\":[\"OAU-213\",null,[]]}", "Unknown[reason=HTTP 400]"),
        Arguments.of(400, "{\"errors\":{\"errorCode\":\"OAU-213\"}}", "Unknown[reason=HTTP 400]"));
  }

  @ParameterizedTest
  @MethodSource("answersOfAProviderWithItsOwnCodes")
  void judge_providersOwnCode_countsWhereNoStandardOneIs(int status, String body, String outcome) {
    var dialect =
        Dialect.STANDARD
            .withRetryAfter(Duration.ofSeconds(40))
            .withErrorAliases(
                Map.of(
                    "OAU-213", "invalid_grant",
                    "OAU-153", "invalid_client",
                    "CMN-301", "slow_down",
                    "service_unavailable", "temporarily_unavailable"));

    assertThat(judged(dialect, false, status, body)).hasToString(outcome);
  }

  @Test
  void judge_providersOwnCodeToARevocation_countsToo() {
    var dialect = Dialect.STANDARD.withErrorAliases(Map.of("OAU-213", "invalid_grant"));

    assertThat(judged(dialect, true, 400, listed("OAU-213", ""))).isEqualTo(new Revoked());
    assertThat(judged(dialect, true, 200, listed("ODD", ""))).isEqualTo(new Revoked());
    assertThat(judged(dialect, true, 400, listed("ODD", ""))).isEqualTo(new Unknown("ODD"));
  }

  @Test
  void judge_throttledWithAWait_isBelievedBeforeTheDialect() {
    var dialect = Dialect.STANDARD.withRetryAfter(Duration.ofSeconds(30));
    var answer = new HttpAnswer.Received(429, Map.of("Retry-After", List.of("7")), new byte[0]);

    assertThat(new Judge(dialect, new Wording(List.of()), false, () -> {}).judge(answer))
        .isEqualTo(new Throttled(Duration.ofSeconds(7)));
  }

  static Stream<Arguments> revocationAnswers() {
    return Stream.of(
        Arguments.of(200, "", Revoked.class),
        Arguments.of(200, "<html>", Revoked.class),
        Arguments.of(204, "", Revoked.class),
        Arguments.of(200, GRANT, Revoked.class),
        Arguments.of(400, error("invalid_grant"), Revoked.class),
        Arguments.of(400, error("invalid_token"), Revoked.class),
        Arguments.of(200, error("invalid_client"), ClientRefused.class),
        Arguments.of(400, error("unsupported_token_type"), ClientRefused.class),
        Arguments.of(401, "", ClientRefused.class),
        Arguments.of(429, "", Throttled.class),
        Arguments.of(400, "", Unknown.class),
        Arguments.of(503, "", Unknown.class));
  }

  @ParameterizedTest
  @MethodSource("revocationAnswers")
  void judge_revocationAnswer_byErrorField(
      int status, String body, Class<? extends Outcome> outcome) throws Exception {
    try (var server = RawServer.answering(status, body)) {
      var settings =
          EndpointSettings.of(
              server.uri("/token"), server.uri("/revoke"), ClientSettings.publicClient("c"));
      assertThat(Endpoints.send(settings, new Revoke(Secret.of("rt-0"), TokenKind.REFRESH_TOKEN)))
          .isInstanceOf(outcome);
    }
  }

  @Test
  void judge_errorWithDescription_saysBoth() throws Exception {
    String body = "{\"error\":\"invalid_grant\",\"error_description\":\"Token is not active\"}";
    try (var server = RawServer.answering(400, body)) {
      assertThat(Endpoints.send(Endpoints.settings(server.uri("/token")), REFRESH))
          .isEqualTo(new GrantRefused("invalid_grant: Token is not active"));
    }
  }

  @Test
  void judge_unusableAnswer_saysItsStatus() throws Exception {
    assertThat(judged(400, error("hidden"))).isEqualTo(new Unknown("HTTP 400"));
    assertThat(judged(503, "")).isEqualTo(new Unknown("HTTP 503"));
    assertThat(judged(200, "{}")).isEqualTo(new Unknown("HTTP 200 without an access token"));
  }

  static Stream<Arguments> waits() {
    String now = "Date: Sun, 06 Nov 1994 08:49:37 GMT";
    return Stream.of(
        Arguments.of(List.of("Retry-After: 7"), Duration.ofSeconds(7)),
        Arguments.of(List.of("retry-after:  0 "), Duration.ZERO),
        Arguments.of(List.of("Retry-After: 999999"), Duration.ofHours(1)),
        Arguments.of(List.of("Retry-After: 999999999999999999"), Duration.ofHours(1)),
        Arguments.of(List.of("Retry-After: 9999999999999999999999"), null),
        Arguments.of(List.of("Retry-After: -5"), null),
        Arguments.of(List.of("Retry-After: 1.5"), null),
        Arguments.of(List.of("Retry-After: soon"), null),
        Arguments.of(List.of("Retry-After:"), null),
        Arguments.of(List.of(), null),
        Arguments.of(
            List.of(now, "Retry-After: Sun, 06 Nov 1994 08:50:00 GMT"), Duration.ofSeconds(23)),
        Arguments.of(
            List.of(now, "Retry-After: Sat, 06 Nov 2094 08:50:00 GMT"), Duration.ofHours(1)),
        Arguments.of(List.of(now, "Retry-After: Sun, 06 Nov 1994 08:49:00 GMT"), null),
        Arguments.of(List.of("Retry-After: Sun, 06 Nov 1994 08:50:00 GMT"), null));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void judge_throttled_believesWhatMakesSense(List<String> headers, Duration wait)
      throws Exception {
    try (var server = RawServer.answering(429, "", headers.toArray(String[]::new))) {
      assertThat(Endpoints.send(Endpoints.settings(server.uri("/token")), REFRESH))
          .isEqualTo(new Throttled(wait));
    }
  }

  @Test
  void send_secondTime_isRefused() throws Exception {
    try (var server = RawServer.answering(200, GRANT);
        var ticket =
            Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))))) {
      assertThat(ticket.send(REFRESH)).isInstanceOf(Granted.class);
      assertThatIllegalStateException().isThrownBy(() -> ticket.send(REFRESH));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void send_afterClose_isRefused() throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      var ticket = Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))));
      ticket.close();
      assertThatIllegalStateException().isThrownBy(() -> ticket.send(REFRESH));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void send_revocationWithoutEndpoint_isRefusedAndLeavesTheTicket() throws Exception {
    try (var server = RawServer.answering(200, GRANT);
        var ticket =
            Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))))) {
      var revoke = new Revoke(Secret.of("at"), TokenKind.ACCESS_TOKEN);
      assertThatIllegalArgumentException().isThrownBy(() -> ticket.send(revoke));
      assertThat(ticket.send(REFRESH)).isInstanceOf(Granted.class);
    }
  }

  @Test
  void send_identityTokenWithoutEndpoint_isRefusedAndLeavesTheTicket() throws Exception {
    try (var server = RawServer.answering(200, GRANT);
        var ticket =
            Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))))) {
      assertThatIllegalArgumentException().isThrownBy(() -> ticket.send(Endpoints.IDENTITY));
      assertThat(server.heads()).isZero();
      assertThat(ticket.send(REFRESH)).isInstanceOf(Granted.class);
    }
  }

  @Test
  void send_identityToken_isAnsweredLikeATokenRequest() throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      var settings =
          Endpoints.settings(server.uri("/token"))
              .withIdentity(new IdentityExchange(server.uri("/identity"), "token", Map.of()));
      assertThat(Endpoints.send(settings, Endpoints.IDENTITY)).isInstanceOf(Granted.class);
    }
  }

  private static Outcome judged(int status, String body) {
    return judged(Dialect.STANDARD, false, status, body);
  }

  private static Outcome judged(Dialect dialect, boolean revocation, int status, String body) {
    var answer = new HttpAnswer.Received(status, Map.of(), body.getBytes(UTF_8));
    return new Judge(dialect, new Wording(List.of("hidden")), revocation, () -> {}).judge(answer);
  }

  private static String listed(String code, String message) {
    return "{\"errors\":[{\"errorCode\":\"%s\",\"message\":\"%s\"}]}".formatted(code, message);
  }

  private static String error(String code) {
    return "{\"error\":\"" + code + "\"}";
  }

  private static String nested(int depth) {
    return "{\"access_token\":\"a\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
  }
}
