package dev.tokenkeeper.oauth2;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can become of a refresh: whether the provider does what it was asked for, and what it says.
 */
enum Mishap {
  NO_CONNECTION(false, (request, answer) -> {}),
  REQUEST_LOST(false, (request, answer) -> request.close()),
  ANSWER_LOST(true, (request, answer) -> request.close()),
  RESET(true, (request, answer) -> request.reset()),
  NO_ANSWER(false, (request, answer) -> {}),
  NO_ANSWER_BUT_DONE(true, (request, answer) -> {}),
  DONE_1_S_LATER(Duration.ofSeconds(1)),
  DONE_59_S_LATER(Duration.ofSeconds(59)),
  DONE_2_MIN_LATER(Duration.ofMinutes(2)),
  STATUS_500(false, saying(500, "oops")),
  STATUS_500_BUT_DONE(true, saying(500, "oops")),
  STATUS_503(false, saying(503, "", "Retry-After: 5")),
  STATUS_429(false, saying(429, "")),
  STATUS_429_FOR_7_S(false, saying(429, "", "Retry-After: 7")),
  STATUS_429_FOR_YEARS(false, saying(429, "", "Retry-After: 99999999")),
  INVALID_GRANT(false, saying(400, "{\"error\":\"invalid_grant\"}")),
  INVALID_GRANT_WITH_200(false, saying(200, "{\"error\":\"invalid_grant\"}")),
  INVALID_CLIENT(false, saying(401, "{\"error\":\"invalid_client\"}")),
  UNAUTHORIZED_CLIENT(false, saying(400, "{\"error\":\"unauthorized_client\"}")),
  UNKNOWN_ERROR(false, saying(400, "{\"error\":\"odd_error\"}")),
  REDIRECT(false, saying(307, "", "Location: /token")),
  LOGIN_PAGE(false, saying(200, "<html><form>log in</form>")),
  LOGIN_PAGE_BUT_DONE(true, saying(200, "<html><form>log in</form>")),
  FORM(
      true,
      (request, answer) ->
          request.answer(200, form(answer), "Content-Type: application/x-www-form-urlencoded")),
  CUT_JSON(true, (request, answer) -> request.answer(200, answer.substring(0, 40))),
  JSON_AND_GARBAGE(true, (request, answer) -> request.answer(200, answer + "}")),
  TWO_REFRESH_TOKENS(true, with("\"refresh_token\":\"other\"")),
  MORE_THAN_WE_READ(true, (request, answer) -> request.answer(200, " ".repeat(300_000) + answer)),
  NO_LIFE(
      true, (request, answer) -> request.answer(200, answer.replace(",\"expires_in\":300", ""))),
  LIFE_OF_0(true, living("0")),
  LIFE_OF_AGES(true, living("9223372036854775808")),
  NO_REFRESH_TOKEN(false, saying(200, "{\"access_token\":\"at-0\"}")),
  NULL_REFRESH_TOKEN(false, saying(200, "{\"access_token\":\"at-0\",\"refresh_token\":null}")),
  SAME_REFRESH_TOKEN(false, saying(200, "{\"access_token\":\"at-0\",\"refresh_token\":\"rt-0\"}")),
  WIDER_SCOPE(true, with("\"scope\":\"a b c\"")),
  TYPE_MAC(true, with("\"token_type\":\"mac\""));

  /** How long after it was sent the request is processed; null if never. */
  final @Nullable Duration processedAfter;

  private final Reply reply;

  /** Answers with the provider's own answer in hand; it is empty if nothing was processed. */
  private interface Reply {
    void to(RawServer.Request request, String answer) throws IOException;
  }

  Mishap(boolean processed, Reply reply) {
    this(processed ? Duration.ZERO : null, reply);
  }

  /** A request that was given up, and arrives all the same. */
  Mishap(Duration delay) {
    this(delay, (request, answer) -> request.close());
  }

  Mishap(@Nullable Duration processedAfter, Reply reply) {
    this.processedAfter = processedAfter;
    this.reply = reply;
  }

  void befall(RawServer.Request request, String answer) throws IOException {
    reply.to(request, answer);
  }

  /** How long to wait for the answer, in real time: only those that never come are worth haste. */
  HttpSettings http() {
    return this == NO_ANSWER || this == NO_ANSWER_BUT_DONE ? Endpoints.QUICK : HttpSettings.DEFAULT;
  }

  private static Reply saying(int status, String body, String... headers) {
    return (request, answer) -> request.answer(status, body, headers);
  }

  private static Reply with(String more) {
    return (request, answer) -> request.answer(200, answer.replace("}", "," + more + "}"));
  }

  private static Reply living(String seconds) {
    return (request, answer) -> request.answer(200, answer.replace("300", seconds));
  }

  private static String form(String json) {
    return json.replaceAll("[{}\"]", "").replace(':', '=').replace(',', '&');
  }
}
