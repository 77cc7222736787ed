package dev.tokenkeeper.testkit.simulator;

import java.util.Map;
import java.util.Set;

/** The token endpoint: checks the client, then the grant type (provider notes, 6.3). */
final class RingCentralTokenEndpoint {

  private static final Set<String> NOT_ALLOWED =
      Set.of("password", "partner_jwt", "client_credentials");

  private final RingCentralPlatform platform;
  private final RingCentralRefreshGrant refresh;
  private final Map<String, Grant> grants;

  RingCentralTokenEndpoint(RingCentralPlatform platform) {
    RingCentralIssuer issuer = new RingCentralIssuer(platform);
    this.platform = platform;
    this.refresh = new RingCentralRefreshGrant(platform, issuer);
    this.grants =
        Map.of(
            "authorization_code",
            new RingCentralCodeGrant(platform, issuer),
            "refresh_token",
            refresh,
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
            new RingCentralJwtGrant(platform, issuer));
  }

  Answer answer(Request request, Form form) {
    ClientApplication client = platform.clients.authenticate(request, form);
    String grantType = form.require("grant_type");
    Grant grant = grants.get(grantType);
    if (grant == null) {
      throw NOT_ALLOWED.contains(grantType)
          ? RingCentralErrors.grantNotAllowed()
          : RingCentralErrors.oauth(
              400, "unsupported_grant_type", "CMN-101", "Unsupported grant type");
    }
    return grant.answer(client, form);
  }

  /** Whether the refresh token of a pair would be honoured now. */
  boolean honours(RingCentralPair pair) {
    return refresh.refusal(pair).isEmpty();
  }
}
