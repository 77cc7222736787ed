package dev.tokenkeeper.testkit.simulator;

import java.util.Optional;

/** Revocation (RFC 7009) and logout: 200 for unknown and dead tokens too. */
final class RevocationEndpoint {

  private final Realm realm;

  RevocationEndpoint(Realm realm) {
    this.realm = realm;
  }

  /** A refresh token takes its session with it, an access token goes alone. */
  Answer revoke(Request request) {
    own(request, "token").ifPresent(this::revoke);
    return Answer.empty(200);
  }

  /** Ends the session of a refresh token. */
  Answer logout(Request request) {
    own(request, "refresh_token")
        .filter(token -> token.kind() == Token.Kind.REFRESH)
        .ifPresent(token -> realm.sessions.end(token.session(), SessionEnd.REVOKED));
    return Answer.empty(200);
  }

  private void revoke(Token token) {
    if (token.liveAt(realm.settings.clock.instant())) {
      realm.tokens.revoke(token);
    }
    if (token.kind() == Token.Kind.REFRESH) {
      realm.sessions.end(token.session(), SessionEnd.REVOKED);
    }
  }

  /** The token, if it is known; another client's is refused. */
  private Optional<Token> own(Request request, String parameter) {
    if (!request.method().equals("POST")) {
      throw Refusal.methodNotAllowed("POST");
    }
    Form form = Form.of(request);
    ClientApplication client = realm.clients.authenticate(request, form);
    Optional<Token> token = realm.tokens.find(form.require(parameter));
    if (token.filter(t -> !t.session().clientId().equals(client.id())).isPresent()) {
      throw Refusal.invalidGrant("The token belongs to another client");
    }
    return token;
  }
}
