package dev.tokenkeeper.testkit.simulator;

import java.util.Optional;

/** Where codes, refresh tokens and identity tokens become tokens (provider notes, 4.4 and 4.6). */
final class AstraTokenEndpoint {

  private final AstraSite site;

  AstraTokenEndpoint(AstraSite site) {
    this.site = site;
  }

  Answer answer(Request request) {
    if (!request.method().equals("POST")) {
      throw Refusal.methodNotAllowed("POST");
    }
    Form form = Form.of(request);
    String clientId = site.clients.authenticate(request, form);
    if (request.path().equals(AstraPaths.IDENTITY_TOKEN)) {
      return identity(clientId, form);
    }
    return switch (form.require("grant_type")) {
      case "authorization_code" -> code(clientId, form);
      case "refresh_token" -> refresh(clientId, form);
      default -> throw AstraErrors.unsupportedGrantType();
    };
  }

  private Answer code(String clientId, Form form) {
    Optional<String> redirectUri = Optional.of(form.require("redirect_uri"));
    return signIn(redeem(AstraToken.Kind.CODE, form.require("code"), clientId, redirectUri));
  }

  private Answer identity(String clientId, Form form) {
    if (!form.require("user_consent_captured").equals("true")) {
      throw Refusal.invalidRequest("user_consent_captured must be true");
    }
    AstraToken token =
        redeem(AstraToken.Kind.IDENTITY, form.require("token"), clientId, Optional.empty());
    site.intents.find(clientId, token.boundTo()).ifPresent(site.intents::convert);
    return signIn(token);
  }

  /** The presented token stays as good as it was: it may be used until it expires. */
  private Answer refresh(String clientId, Form form) {
    AstraToken token =
        site.tokens
            .find(AstraToken.Kind.REFRESH, form.require("refresh_token"))
            .filter(found -> found.owner().clientId().equals(clientId))
            .filter(found -> found.liveAt(site.tokens.now()))
            .orElseThrow(AstraErrors::deadRefreshToken);
    requireRedirect(form);
    site.tokens.record(TruthKind.CONSUMED, token, "");
    return pair(token.owner());
  }

  private void requireRedirect(Form form) {
    if (site.settings.strictRedirectOnRefresh) {
      form.require("redirect_uri");
    }
    if (form.find("redirect_uri").filter(uri -> !site.settings.isRegistered(uri)).isPresent()) {
      throw AstraErrors.deadRefreshToken();
    }
  }

  /** Uses up a code, or what stands for one; what is refused stays as it was. */
  private AstraToken redeem(
      AstraToken.Kind kind, String value, String clientId, Optional<String> redirectUri) {
    AstraToken code = site.tokens.find(kind, value).orElseThrow(() -> unknownCode(value));
    Optional<String> objection = objection(code, clientId, redirectUri);
    if (objection.isPresent()) {
      site.tokens.record(TruthKind.CODE_REFUSED, code, objection.get());
      throw AstraErrors.deadCode();
    }
    site.tokens.use(code);
    return code;
  }

  private Optional<String> objection(
      AstraToken code, String clientId, Optional<String> redirectUri) {
    if (!code.owner().clientId().equals(clientId)) {
      return Optional.of("OTHER_CLIENT");
    }
    return code.overAt(site.tokens.now())
        .or(
            () ->
                redirectUri
                    .filter(uri -> !uri.equals(code.boundTo()))
                    .map(uri -> "OTHER_REDIRECT"));
  }

  private Refusal unknownCode(String value) {
    String fingerprint = TruthLog.fingerprint(value);
    site.journal.add(
        new TruthEntry(site.tokens.now(), TruthKind.CODE_REFUSED, "", "", fingerprint, "UNKNOWN"));
    return AstraErrors.deadCode();
  }

  private Answer signIn(AstraToken code) {
    AstraToken.Owner owner = code.owner();
    if (site.settings.reauthorizeRevokesOld) {
      site.tokens.revoke(old -> old.kind().isToken() && old.owner().equals(owner));
    }
    site.tokens.record(TruthKind.SESSION_STARTED, code, "");
    return pair(owner);
  }

  private Answer pair(AstraToken.Owner owner) {
    String accessToken = site.tokens.issue(AstraToken.Kind.ACCESS, owner, "");
    return Answer.json(
            200,
            Answer.fields(
                "access_token",
                accessToken,
                "token_type",
                "bearer",
                "expires_in",
                site.settings.lifetimes.accessToken().toSeconds(),
                "refresh_token",
                site.tokens.issue(AstraToken.Kind.REFRESH, owner, "")))
        .unstorable();
  }
}
