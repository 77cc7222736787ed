package dev.tokenkeeper.testkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The exchange of a JWT credential, any number of times, each a session (provider notes, 6.9). */
final class RingCentralJwtGrant implements Grant {

  private final RingCentralPlatform platform;
  private final RingCentralIssuer issuer;

  RingCentralJwtGrant(RingCentralPlatform platform, RingCentralIssuer issuer) {
    this.platform = platform;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    if (client.isPublic()) {
      throw RingCentralErrors.grantNotAllowed();
    }
    RingCentralLifetimes lifetimes = platform.settings.lifetimes.granted(form);
    RingCentralJwts.Jwt jwt = usable(form.require("assertion"), client);
    String endpointId = form.find("endpoint_id").orElseGet(RingCentralIssuer::newEndpointId);
    RingCentralSession session =
        platform.sessions.start(client, jwt.username(), endpointId, TruthKind.MINTED);
    return issuer.granted(platform.sessions.issue(session, lifetimes, false), form);
  }

  private RingCentralJwts.Jwt usable(String assertion, ClientApplication client) {
    if (algorithm(assertion).filter(alg -> alg.startsWith("HS")).isPresent()) {
      throw RingCentralErrors.invalidGrant("OAU-347", "Unsupported signature algorithm");
    }
    RingCentralJwts.Jwt jwt =
        platform.jwts.find(assertion).orElseThrow(RingCentralErrors::tokenNotFound);
    if (jwt.revoked()) {
      throw RingCentralErrors.tokenRevoked();
    }
    if (!jwt.isFor(client)) {
      throw RingCentralErrors.invalidGrant("OAU-112", "JWT is not allowed for this application");
    }
    return jwt;
  }

  private static Optional<String> algorithm(String assertion) {
    try {
      byte[] header = Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[0]);
      String json = new String(header, StandardCharsets.UTF_8);
      return Optional.ofNullable(FlatJson.parse(json).get("alg"));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
