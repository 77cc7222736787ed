package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Endpoints and requests as the tests want them. */
final class Endpoints {
  static final String GRANT =
      "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"expires_in\":300}";
  static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("rt-0"));
  static final TokenRequest IDENTITY = new TokenRequest.IdentityToken(code("i/d"));

  /** For what never ends: the machine may be busy, so nothing else should have to be so quick. */
  static final HttpSettings QUICK =
      new HttpSettings(Duration.ofMillis(250), Duration.ofMillis(400), 1024);

  static final HttpSettings PATIENT =
      new HttpSettings(Duration.ofSeconds(20), Duration.ofSeconds(30), 1024);

  private Endpoints() {}

  static AuthorizationCode code(String value) {
    Instant now = Instant.parse("2026-11-21T00:00:00Z");
    return new AuthorizationCode(Secret.of(value), Lifetime.of(now, Duration.ofMinutes(1)));
  }

  /** An access token of this user, whatever it is worth. */
  static AccessToken accessToken(AuthorizationId id, String value) {
    Instant now = Instant.parse("2026-11-21T00:00:00Z");
    return new AccessToken(
        id,
        1,
        1,
        Secret.of(value),
        "Bearer",
        null,
        Lifetime.of(now, Duration.ofMinutes(5)),
        now.plusSeconds(200));
  }

  static EndpointSettings settings(URI tokenUri) {
    return EndpointSettings.of(
        tokenUri, null, ClientSettings.basic("client-1", Secret.of("client-secret")));
  }

  static Outcome send(EndpointSettings settings, TokenRequest request) {
    return send(new OAuth2Endpoint(settings), request);
  }

  static Outcome send(OAuth2Endpoint endpoint, TokenRequest request) {
    try (TokenEndpoint.Ticket ticket = ticket(endpoint)) {
      return ticket.send(request);
    }
  }

  static TokenEndpoint.Ticket ticket(OAuth2Endpoint endpoint) {
    return (TokenEndpoint.Ticket) endpoint.admit(Attempt.Purpose.REFRESH);
  }
}
