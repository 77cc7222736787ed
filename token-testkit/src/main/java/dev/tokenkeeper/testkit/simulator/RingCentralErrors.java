package dev.tokenkeeper.testkit.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** RingCentral's error bodies (provider notes, 6.6 to 6.8). */
final class RingCentralErrors {

  private static final String REALM = "Bearer realm=\"RingCentral REST API\"";

  private RingCentralErrors() {}

  static Refusal oauth(int status, String error, String code, String message) {
    Map<String, Object> fields =
        Answer.fields("error", error, "error_description", message, "errors", list(code, message));
    return new Refusal(Answer.json(status, fields).unstorable());
  }

  static Refusal invalidGrant(String code, String message) {
    return oauth(400, "invalid_grant", code, message);
  }

  static Refusal tokenExpired() {
    return invalidGrant("OAU-210", "Token expired");
  }

  static Refusal tokenRevoked() {
    return invalidGrant("OAU-211", "Token revoked");
  }

  static Refusal tokenNotFound() {
    return invalidGrant("OAU-213", "Token not found");
  }

  static Refusal invalidParameter(String name) {
    return oauth(400, "invalid_request", "CMN-101", "Parameter [" + name + "] value is invalid");
  }

  static Refusal grantNotAllowed() {
    return oauth(403, "unauthorized_client", "OAU-112", "Grant type is not allowed");
  }

  /** The status is 401 with a challenge, where the client tried the Authorization header. */
  static Refusal invalidClient(int status, String code, String message) {
    Refusal refusal = oauth(status, "invalid_client", code, message);
    return status == 401 ? refusal.challenge(challenge("invalid_client")) : refusal;
  }

  /** A dead, foreign or absent access token. */
  static Refusal unauthorized(String code, String message) {
    return api(401, "TokenInvalid", "OAuth token is invalid", code, message)
        .challenge(challenge("invalid_token"));
  }

  static Refusal api(int status, String code, String message) {
    return api(status, code, message, code, message);
  }

  static Answer rateExceeded() {
    return apiAnswer(429, "CMN-301", "Request rate exceeded", "CMN-301", "Request rate exceeded")
        .unstorable();
  }

  /** An OAuth error with the list of errors, whoever made it, or without. */
  static Answer withList(Answer answer, boolean wanted) {
    if (!(answer.body() instanceof Map<?, ?> fields) || !fields.containsKey("error")) {
      return answer;
    }
    if (!wanted) {
      return answer.without("errors");
    }
    return fields.containsKey("errors") ? answer : listed(answer, fields);
  }

  private static Answer listed(Answer answer, Map<?, ?> fields) {
    String message = String.valueOf(fields.get("error_description"));
    String code = message.equals("duplicated parameter") ? "OAU-111" : "CMN-101";
    Map<String, Object> more = new LinkedHashMap<>();
    fields.forEach((name, value) -> more.put((String) name, value));
    more.put("errors", list(code, message));
    return new Answer(answer.status(), answer.headers(), more, answer.cut());
  }

  private static Refusal api(int status, String top, String text, String code, String message) {
    return new Refusal(apiAnswer(status, top, text, code, message));
  }

  private static Answer apiAnswer(
      int status, String top, String text, String code, String message) {
    return Answer.json(
        status, Answer.fields("errorCode", top, "message", text, "errors", list(code, message)));
  }

  private static List<Map<String, Object>> list(String code, String message) {
    return List.of(Answer.fields("errorCode", code, "message", message));
  }

  /** Without the message: that may quote the client, and a header must not. */
  private static String challenge(String error) {
    return REALM + ", error=\"" + error + "\"";
  }
}
