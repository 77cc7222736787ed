package dev.tokenkeeper.testkit.simulator;

import java.util.Map;

/** The token endpoint: checks the form, then the grant type, then the client. */
final class TokenEndpoint {

  private final Realm realm;
  private final Map<String, Grant> grants;

  TokenEndpoint(Realm realm) {
    Issuer issuer = new Issuer(realm);
    this.realm = realm;
    this.grants =
        Map.of(
            "password", new PasswordGrant(realm, issuer),
            "client_credentials", new ClientCredentialsGrant(realm, issuer),
            "refresh_token", new RefreshGrant(realm, issuer));
  }

  Answer answer(Request request) {
    if (!request.method().equals("POST")) {
      throw Refusal.methodNotAllowed("POST");
    }
    Form form = Form.of(request);
    Grant grant = grants.get(form.require("grant_type"));
    if (grant == null) {
      throw new Refusal(Answer.oauthError(400, "unsupported_grant_type", "Unsupported grant_type"));
    }
    return grant.answer(realm.clients.authenticate(request, form), form);
  }
}
