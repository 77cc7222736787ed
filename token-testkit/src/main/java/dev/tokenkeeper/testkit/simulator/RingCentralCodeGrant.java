package dev.tokenkeeper.testkit.simulator;

/** The exchange of a user's authorization code, which begins a session. */
final class RingCentralCodeGrant implements Grant {

  private final RingCentralPlatform platform;
  private final RingCentralIssuer issuer;

  RingCentralCodeGrant(RingCentralPlatform platform, RingCentralIssuer issuer) {
    this.platform = platform;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    RingCentralLifetimes lifetimes = platform.settings.lifetimes.granted(form);
    RingCentralCodes.Code code = platform.codes.check(client, form);
    String endpointId = form.find("endpoint_id").orElseGet(RingCentralIssuer::newEndpointId);
    RingCentralSession session =
        platform.sessions.start(client, code.username(), endpointId, TruthKind.SESSION_STARTED);
    platform.codes.spend(code);
    return issuer.granted(platform.sessions.issue(session, lifetimes, false), form);
  }
}
