package dev.tokenkeeper.server.servers;

import dev.tokenkeeper.server.demo.KeycloakServer;

/** How a session dies behind our back at Keycloak. */
enum SessionDeath {
  /** Somebody presents a refresh token that we have spent already. */
  SPENT_TOKEN_REPLAYED((keycloak, user, spent, current) -> keycloak.refresh(spent)),
  /** Somebody presents the refresh token before us. */
  CURRENT_TOKEN_USED((keycloak, user, spent, current) -> keycloak.refresh(current)),
  /** The refresh token is revoked (RFC 7009), not by us. */
  REVOKED_AT_THE_SERVER((keycloak, user, spent, current) -> keycloak.revoke(current)),
  /** The administrator logs the user out. */
  LOGGED_OUT_BY_THE_ADMINISTRATOR((keycloak, user, spent, current) -> keycloak.logOut(user));

  private final Deed deed;

  SessionDeath(Deed deed) {
    this.deed = deed;
  }

  @FunctionalInterface
  private interface Deed {
    void happen(KeycloakServer keycloak, String user, String spent, String current)
        throws Exception;
  }

  /**
   * Lets it happen.
   *
   * @param spent a refresh token that we have used
   * @param current the one we hold
   */
  void happen(KeycloakServer keycloak, String user, String spent, String current) throws Exception {
    deed.happen(keycloak, user, spent, current);
  }
}
