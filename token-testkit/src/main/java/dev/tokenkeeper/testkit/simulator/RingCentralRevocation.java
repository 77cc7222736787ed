package dev.tokenkeeper.testkit.simulator;

import java.util.Optional;

/** Revocation: any token takes its whole session with it (provider notes, 6.8). */
final class RingCentralRevocation {

  private final RingCentralPlatform platform;

  RingCentralRevocation(RingCentralPlatform platform) {
    this.platform = platform;
  }

  /** 200 for unknown and dead tokens too. */
  Answer answer(Request request, Form form) {
    ClientApplication client = platform.clients.authenticate(request, form);
    String value = token(request, form);
    Optional<RingCentralSession> session =
        platform.tokens.find(value).map(RingCentralTokens.Found::session);
    if (session.filter(found -> !found.clientId().equals(client.id())).isPresent()) {
      throw RingCentralErrors.oauth(
          400, "unauthorized_client", "OAU-164", "Token was issued to another application");
    }
    session.ifPresent(platform.sessions::revoke);
    return Answer.empty(200);
  }

  private static String token(Request request, Form form) {
    return form.find("token")
        .or(() -> Form.ofQuery(request).find("token"))
        .orElseThrow(() -> RingCentralErrors.invalidParameter("token"));
  }
}
