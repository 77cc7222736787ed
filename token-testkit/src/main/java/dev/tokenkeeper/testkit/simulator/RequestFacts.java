package dev.tokenkeeper.testkit.simulator;

/**
 * What a fault may know of a request before it is processed: enough to choose it, no secret.
 *
 * @param endpoint the part of the simulator that it is for
 * @param method the HTTP method, as sent
 * @param path the raw path, as sent
 * @param grantType the {@code grant_type} of a token request, or empty
 * @param username the owner of the presented token or the name that logs in; empty if unknown
 */
public record RequestFacts(
    Endpoint endpoint, String method, String path, String grantType, String username) {

  /** Returns whether this is a token request that presents a refresh token. */
  public boolean isRefresh() {
    return endpoint == Endpoint.TOKEN && grantType.equals("refresh_token");
  }
}
