package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;

/** Decides whether the API honours an access token (provider notes, 5.6). */
final class AccessCheck {

  private final Realm realm;
  private boolean forbidNext;

  AccessCheck(Realm realm) {
    this.realm = realm;
  }

  /** The token of the request, if it is alive: else 401, 403 or 410. */
  Token authenticate(Request request) {
    String value =
        request.bearer().orElseThrow(() -> unauthorized("Token not specified").challenge("Bearer"));
    Token token = realm.tokens.find(Token.Kind.ACCESS, value).orElseThrow(this::invalid);
    requireAlive(token);
    return token;
  }

  /** 403 unless the token has this scope or one above it. */
  void requireScope(Token token, String needed) {
    for (String scope : token.scope().split(" ", -1)) {
      if (needed.equals(scope) || needed.startsWith(scope + ".")) {
        return;
      }
    }
    throw forbidden();
  }

  private void requireAlive(Token token) {
    Instant now = realm.settings.clock.instant();
    if (token.expiredAt(now)) {
      throw expired();
    }
    if (token.revoked()) {
      throw invalid();
    }
    if (token.session().ended()) {
      throw Refusal.api(410, "gone", "The token is valid but its session was invalidated");
    }
  }

  private Refusal expired() {
    boolean forbid =
        switch (realm.settings.expiredStatus) {
          case UNAUTHORIZED_401 -> false;
          case FORBIDDEN_403 -> true;
          case ALTERNATE -> forbidNext;
        };
    forbidNext = !forbidNext;
    return forbid ? forbidden() : invalid();
  }

  private Refusal invalid() {
    return unauthorized("Token is invalid").challenge("Bearer error=\"invalid_token\"");
  }

  private static Refusal unauthorized(String description) {
    return Refusal.api(401, "unauthorized", description);
  }

  private static Refusal forbidden() {
    return Refusal.api(403, "forbidden", "The token gives no access to this method");
  }
}
