package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Issues tokens and tells the client, in Keycloak's field set (provider notes, 5.2). */
final class Issuer {

  private final Realm realm;

  Issuer(Realm realm) {
    this.realm = realm;
  }

  /** When an access token ends that is issued now. */
  Instant accessEnd() {
    return realm.settings.clock.instant().plus(realm.settings.lifetimes.accessToken());
  }

  /** An access token alone, which is also the whole session. */
  Answer accessOnly(Session session, String scope) {
    Map<String, Object> fields = access(session, scope);
    fields.putAll(
        Answer.fields(
            "refresh_expires_in",
            0,
            "token_type",
            "Bearer",
            "not-before-policy",
            0,
            "scope",
            scope));
    return granted(fields);
  }

  /** An access and, unless the simulator is to give none, a refresh token. */
  Answer pair(Session session, String scope) {
    Map<String, Object> fields = access(session, scope);
    fields.put("refresh_expires_in", 0);
    if (realm.settings.refreshTokens) {
      Instant end = session.endsAt();
      fields.put("refresh_expires_in", secondsUntil(end));
      fields.put("refresh_token", realm.tokens.issue(Token.Kind.REFRESH, session, scope, end));
    }
    fields.putAll(
        Answer.fields(
            "token_type",
            "Bearer",
            "not-before-policy",
            0,
            "session_state",
            session.id(),
            "scope",
            scope));
    return granted(fields);
  }

  private Map<String, Object> access(Session session, String scope) {
    Instant end = accessEnd();
    realm.budget.add(session.clientId(), end);
    String token = realm.tokens.issue(Token.Kind.ACCESS, session, scope, end);
    return Answer.fields("access_token", token, "expires_in", secondsUntil(end));
  }

  private long secondsUntil(Instant end) {
    return Duration.between(realm.settings.clock.instant(), end).toSeconds();
  }

  private static Answer granted(Map<String, Object> fields) {
    return Answer.json(200, fields).unstorable();
  }
}
