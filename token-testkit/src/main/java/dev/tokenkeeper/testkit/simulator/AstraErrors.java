package dev.tokenkeeper.testkit.simulator;

/**
 * How Astra says no (provider notes, 4.5).
 *
 * <p>The shapes are documented, {@code oauth_error} and {@code generic_error}; the texts are ours.
 */
final class AstraErrors {

  private AstraErrors() {}

  static Refusal deadCode() {
    return Refusal.invalidGrant("Invalid or expired authorization code");
  }

  static Refusal deadRefreshToken() {
    return Refusal.invalidGrant("Invalid or expired refresh token");
  }

  static Refusal wrongClient() {
    return new Refusal(Answer.oauthError(401, "invalid_client", "Client authentication failed"))
        .challenge("Basic realm=\"astra\"");
  }

  static Refusal unsupportedGrantType() {
    return new Refusal(Answer.oauthError(400, "unsupported_grant_type", "Unsupported grant_type"));
  }

  /** Expired, superseded, revoked or unknown: the client is not told which. */
  static Refusal deadAccessToken() {
    return generic(401, "Unauthorized", "The access token is expired or invalid")
        .challenge("Bearer");
  }

  static Refusal badRequest(String description) {
    return generic(400, "Bad Request", description);
  }

  static Refusal notFound() {
    return generic(404, "Not Found", "There is no such resource");
  }

  static Refusal methodNotAllowed() {
    return generic(405, "Method Not Allowed", "The resource does not know this method");
  }

  private static Refusal generic(int code, String name, String description) {
    return new Refusal(
        Answer.json(code, Answer.fields("code", code, "name", name, "description", description)));
  }
}
