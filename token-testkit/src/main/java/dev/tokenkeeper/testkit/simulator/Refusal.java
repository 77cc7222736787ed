package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;

/** A request that is refused: control flow inside the simulator, never seen by its user. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  Refusal(Answer answer) {
    super("refused with " + answer.status(), null, false, false);
    this.answer = answer;
  }

  static Refusal invalidGrant(String description) {
    return new Refusal(Answer.oauthError(400, "invalid_grant", description));
  }

  static Refusal invalidRequest(String description) {
    return new Refusal(Answer.oauthError(400, "invalid_request", description));
  }

  static Refusal invalidScope(String scope) {
    return new Refusal(Answer.oauthError(400, "invalid_scope", "Invalid scopes: " + scope));
  }

  static Refusal wrongCredentials() {
    return new Refusal(Answer.oauthError(401, "invalid_grant", "Invalid user credentials"));
  }

  static Refusal grantNotAllowed(int status, String description) {
    return new Refusal(Answer.oauthError(status, "unauthorized_client", description));
  }

  /** {@code retryAfter} of zero: the header is not sent. */
  static Refusal tooManyTokens(Duration retryAfter) {
    Answer answer =
        Answer.oauthError(429, "too_many_tokens", "Too many unexpired access tokens for client");
    return new Refusal(
        retryAfter.isZero()
            ? answer
            : answer.header("Retry-After", Long.toString(retryAfter.toSeconds())));
  }

  static Refusal api(int status, String error, String description) {
    return new Refusal(Answer.apiError(status, error, description));
  }

  static Refusal methodNotAllowed(String allowed) {
    return new Refusal(
        Answer.oauthError(405, "invalid_request", "Only " + allowed + " is allowed")
            .header("Allow", allowed));
  }

  Refusal challenge(String challenge) {
    return new Refusal(answer.header("WWW-Authenticate", challenge));
  }

  Answer answer() {
    return answer;
  }
}
