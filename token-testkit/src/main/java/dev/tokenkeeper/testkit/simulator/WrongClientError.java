package dev.tokenkeeper.testkit.simulator;

/** The error code, sent with status 401, for a client that is unknown or has a wrong secret. */
public enum WrongClientError {
  /** What Keycloak long answered; the default (provider notes, 5.5). */
  UNAUTHORIZED_CLIENT("unauthorized_client"),
  /** What newer versions answer, and RFC 6749 asks for. */
  INVALID_CLIENT("invalid_client");

  private final String code;

  WrongClientError(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
