package com.example.harbour;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.oauth2.ApiResource;
import dev.tokenkeeper.oauth2.Dialect;
import dev.tokenkeeper.oauth2.EndpointSettings;
import dev.tokenkeeper.oauth2.OAuth2Endpoint;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Preparation;
import java.time.Duration;
import java.util.Map;

/** Harbour, an invented provider: a new session must be given a berth before its first use. */
public final class HarbourModule extends AbstractModule {
  private final HarbourSettings settings;

  public HarbourModule(HarbourSettings settings) {
    this.settings = settings;
  }

  @ProvidesIntoSet
  @Singleton
  OAuthProvider provider() {
    Dialect dialect = Dialect.STANDARD.withErrorAliases(Map.of("gangway_shut", "invalid_grant"));
    var endpoint =
        EndpointSettings.of(settings.tokenUri(), null, settings.client())
            .withDialect(dialect)
            .withHttp(settings.http());
    var berth = new ApiResource(settings.api().resolve("/session/berth"), settings.http());
    return OAuthProvider.builder("harbour", profile(), new OAuth2Endpoint(endpoint))
        .preparation((token, attributes) -> dock(berth, token, attributes))
        .storedLogins(true)
        .build();
  }

  private static ProviderProfile profile() {
    return new ProviderProfile(
        Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
        new Renewal(Renewal.When.WHEN_USED, 0.8, Duration.ofDays(7), false, 0.1),
        new Lifetimes(Duration.ofMinutes(10), Duration.ofDays(30), null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }

  /** The odd rule. Docking twice at one berth changes nothing, so it may be repeated. */
  private static Preparation.Result dock(
      ApiResource berth, AccessToken token, Map<String, String> attributes) {
    String name = attributes.getOrDefault("berth", "any");
    int status = berth.put(token, Map.of("berth", name)).orElse(503);
    return switch (status) {
      case 200, 204 -> Preparation.Result.READY;
      case 401, 410 -> Preparation.Result.SESSION_ENDED;
      default -> Preparation.Result.TRY_AGAIN;
    };
  }
}
