package dev.tokenkeeper.testkit.simulator;

/**
 * A token for the application itself: no refresh token, and a session that is the token's.
 *
 * <p>So each new token has to select its network again, which is what the vendor's sample client
 * expects (provider notes, 5.3).
 */
final class ClientCredentialsGrant implements Grant {

  private static final String SCOPE = "bsn.api.main bsn.api.self";

  private final Realm realm;
  private final Issuer issuer;

  ClientCredentialsGrant(Realm realm, Issuer issuer) {
    this.realm = realm;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    if (client.isPublic()) {
      throw Refusal.grantNotAllowed(401, "Public client not allowed to retrieve service account");
    }
    realm.budget.requireRoom(client);
    return issuer.accessOnly(realm.sessions.forClient(client, issuer.accessEnd()), SCOPE);
  }
}
