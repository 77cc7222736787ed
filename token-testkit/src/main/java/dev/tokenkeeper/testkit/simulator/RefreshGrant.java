package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;

/** The one-time exchange of a refresh token (provider notes, 5.5 and 5.7). */
final class RefreshGrant implements Grant {

  private final Realm realm;
  private final Issuer issuer;

  RefreshGrant(Realm realm, Issuer issuer) {
    this.realm = realm;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    Token token = presented(form.require("refresh_token"));
    if (!token.session().clientId().equals(client.id())) {
      throw Refusal.invalidGrant("Invalid refresh token");
    }
    requireUsable(token);
    realm.budget.requireRoom(client);
    realm.tokens.spend(token);
    realm.sessions.extend(token.session());
    return issuer.pair(token.session(), token.scope());
  }

  private Token presented(String value) {
    return realm
        .tokens
        .find(Token.Kind.REFRESH, value)
        .orElseThrow(() -> Refusal.invalidGrant("Invalid refresh token"));
  }

  private void requireUsable(Token token) {
    Instant now = realm.settings.clock.instant();
    if (token.spent()) {
      realm.journal.record(now, TruthKind.REUSED, token);
    }
    if (token.expiredAt(now)) {
      throw Refusal.invalidGrant("Token is not active");
    }
    if (token.session().ended() || token.revoked()) {
      throw Refusal.invalidGrant("Session not active");
    }
    if (token.spent()) {
      throw reused(token.session());
    }
  }

  private Refusal reused(Session session) {
    if (realm.settings.reuseKillsSession) {
      realm.sessions.end(session, SessionEnd.REUSE);
    }
    return Refusal.invalidGrant("Maximum allowed refresh token reuse exceeded");
  }
}
