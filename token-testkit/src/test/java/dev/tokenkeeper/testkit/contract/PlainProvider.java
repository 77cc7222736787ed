package dev.tokenkeeper.testkit.contract;

import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A provider of no particular habits. */
final class PlainProvider {
  private static final ProviderProfile PROFILE =
      new ProviderProfile(
          Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
          new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofDays(1), false, 0.2),
          new Lifetimes(Duration.ofMinutes(5), Duration.ofDays(2), null, Duration.ofMinutes(1)),
          Timing.DEFAULT,
          DeadToken.UNAUTHORIZED,
          RevocationReach.TOKEN);

  private PlainProvider() {}

  static OAuthProvider.Builder with(TokenEndpoint endpoint) {
    return OAuthProvider.builder("plain", PROFILE, endpoint)
        .origins(Set.of(URI.create("https://api.example.com")));
  }

  static AuthorizationEndpoint page(URI server) {
    return new AuthorizationEndpoint(
        server.resolve("/authorize?tenant=1"),
        "app",
        URI.create("https://host.example.com/callback"),
        "read write",
        true,
        true,
        null,
        false,
        Map.of(),
        Set.of());
  }
}
