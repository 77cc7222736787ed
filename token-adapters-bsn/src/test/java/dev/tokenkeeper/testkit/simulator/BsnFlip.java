package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rule of BSN.cloud's that its simulator breaks, and the adapter's test that has to notice. */
public enum BsnFlip {
  REFRESH_TOKEN_WORKS_TWICE(
      "BsnSimulatorTest#send_spentRefreshToken_isRefusedAndCostsTheSession",
      builder -> builder.deviation = forgiving(new HashMap<>())),
  REUSE_COSTS_NOTHING(
      "BsnSimulatorTest#send_spentRefreshToken_isRefusedAndCostsTheSession",
      builder -> builder.reuseKillsSession(false)),
  REFRESH_TOKEN_STAYS_THE_SAME(
      "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
      answering(BsnFlip::sameRefreshToken)),
  REFRESH_KILLS_THE_ACCESS_TOKEN(
      "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
      builder -> builder.deviation = onlyTheLatest(new HashSet<>())),
  REFRESH_BEGINS_A_SESSION(
      "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
      answering(
          (request, answer) -> answer.replacing("session_state", UUID.randomUUID().toString()))),
  ACCESS_TOKEN_LIVES_330_SECONDS(
      "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
      builder -> builder.profile(Profile.PUBLISHED)),
  REFRESH_TOKEN_LIVES_AN_HOUR(
      "BsnSimulatorTest#send_refreshAfterTheSessionsEnd_isRefused",
      builder ->
          builder.lifetimes(
              new BsnLifetimes(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(12)))),
  WRONG_PASSWORD_IS_INVALID_CLIENT(
      "BsnSimulatorTest#send_wrongPassword_isTheUsersAffairAlone",
      answering((request, answer) -> renamed(answer, "invalid_grant", "invalid_client"))),
  WRONG_CLIENT_IS_INVALID_GRANT(
      "BsnSimulatorTest#send_wrongClient_isOurAffairAlone",
      answering((request, answer) -> renamed(answer, "unauthorized_client", "invalid_grant"))),
  CLIENT_CREDENTIALS_BRING_A_REFRESH_TOKEN(
      "BsnSimulatorTest#send_mint_getsAnAccessTokenAlone", answering(BsnFlip::withRefreshToken)),
  REVOKED_TOKEN_LIVES_ON(
      "BsnSimulatorTest#send_revoke_killsTheTokens",
      builder -> builder.deviation = Deviation.asking(BsnFlip::revokingNothing)),
  ENDED_SESSION_IS_403(
      "BsnSimulatorTest#prepare_sessionGone_isSaid",
      answering((request, answer) -> restated(answer, 410, 403))),
  EXPIRED_ACCESS_TOKEN_IS_404(
      "BsnKeeperTest#call_expiredAccessToken_isRenewedByOneRequestAndSentOnceMore",
      answering((request, answer) -> restated(restated(answer, 401, 404), 403, 404)));

  private static volatile @Nullable BsnFlip broken;

  private final String test;
  private final Consumer<BsnSimulatorBuilder> rule;

  BsnFlip(String test, Consumer<BsnSimulatorBuilder> rule) {
    this.test = test;
    this.rule = rule;
  }

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static BsnSimulatorBuilder simulator() {
    BsnSimulatorBuilder builder = BsnSimulator.builder();
    BsnFlip now = broken;
    if (now != null) {
      now.rule.accept(builder);
    }
    return builder;
  }

  /** Breaks one rule in simulators to come; null keeps them all. */
  public static void breakOnly(@Nullable BsnFlip one) {
    broken = one;
  }

  /** Returns the test that has to notice: its class, without the package, and its method. */
  public String test() {
    return test;
  }

  private static final String ACCESS_TOKEN = "bsn-at-.*";

  private static Consumer<BsnSimulatorBuilder> answering(BiFunction<Request, Answer, Answer> said) {
    return builder -> builder.deviation = Deviation.answering(said);
  }

  private static Answer renamed(Answer answer, String error, String other) {
    return answer.body() instanceof Map<?, ?> fields && error.equals(fields.get("error"))
        ? answer.replacing("error", other)
        : answer;
  }

  private static Answer restated(Answer answer, int status, int other) {
    return answer.status() == status
        ? new Answer(other, answer.headers(), answer.body(), false)
        : answer;
  }

  /** Of the form; empty if there is none, or no such field. */
  private static String field(Request request, String name) {
    return request.contentType().equals(Form.CONTENT_TYPE)
        ? Form.of(request).find(name).orElse("")
        : "";
  }

  private static Request rewritten(Request request, String text, String other) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.authorization(),
        request.contentType(),
        request.body().replace(text, other),
        true);
  }

  private static Answer sameRefreshToken(Request request, Answer answer) {
    String token = field(request, "refresh_token");
    return token.isEmpty() ? answer : answer.replacing("refresh_token", token);
  }

  private static String said(Answer answer, String name) {
    return answer.body() instanceof Map<?, ?> fields && fields.get(name) instanceof String text
        ? text
        : "";
  }

  /** Only the access token that was given last counts. */
  private static Deviation onlyTheLatest(Set<String> given) {
    return Deviation.honouring(
            (token, honoured) ->
                honoured && (given.contains(token) || !token.matches(ACCESS_TOKEN)))
        .and(
            (request, answer) -> {
              String token = said(answer, "access_token");
              if (!token.isEmpty()) {
                given.clear();
                given.add(token);
              }
              return answer;
            });
  }

  /** A spent refresh token stands for the newest that came of it. */
  private static Deviation forgiving(Map<String, String> newer) {
    return Deviation.asking(request -> renewed(newer, request))
        .and(
            (request, answer) -> {
              String token = field(request, "refresh_token");
              if (!token.isEmpty() && answer.status() == 200) {
                newer.putIfAbsent(token, said(answer, "refresh_token"));
              }
              return answer;
            });
  }

  private static Request renewed(Map<String, String> newer, Request request) {
    String token = field(request, "refresh_token");
    String latest = token;
    while (newer.containsKey(latest)) {
      latest = newer.get(latest);
    }
    return latest.equals(token) ? request : rewritten(request, token, latest);
  }

  private static Answer withRefreshToken(Request request, Answer answer) {
    Map<String, Object> more = new LinkedHashMap<>();
    if (answer.body() instanceof Map<?, ?> fields && fields.containsKey("access_token")) {
      fields.forEach((name, value) -> more.put((String) name, value));
      more.put("refresh_token", "bsn-rt-0");
    }
    return more.isEmpty() ? answer : new Answer(200, answer.headers(), more, false);
  }

  private static Request revokingNothing(Request request) {
    return request.path().equals(BsnPaths.REVOKE)
        ? rewritten(request, field(request, "token"), "nothing")
        : request;
  }
}
