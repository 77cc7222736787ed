package dev.tokenkeeper.server.demo;

import com.google.inject.Module;
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.UserLogin;
import dev.tokenkeeper.bsn.BsnModule;
import dev.tokenkeeper.bsn.BsnSettings;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A provider with BSN.cloud's rules: users log in with a password, and let us keep it. */
interface PasswordWorld extends World {
  /** Returns its token endpoint. */
  URI tokenUri();

  /** Returns our application's name there. */
  String clientId();

  /** Returns our application's secret there. */
  Secret clientSecret();

  /** Returns the scope to ask for, or null for the usual one. */
  @Nullable String scope();

  /** Returns the root of its API. */
  URI api();

  /** Returns the network that each session has to select, or null if there are no networks. */
  @Nullable String network();

  /** Returns how long tokens live there, as we know it beforehand. */
  Pace pace();

  /** Returns what a user logs in with. */
  Secret password(String user);

  @Override
  default void authorize(AuthorizationJourneys journeys, AuthorizationId id) {
    journeys.login(id, UserLogin.kept(id.subject(), password(id.subject())));
  }

  @Override
  default boolean needsNoUser() {
    return true;
  }

  @Override
  default Duration accessTokenLife() {
    return pace().accessToken();
  }

  @Override
  default Module module() {
    Duration refreshToken = pace().refreshToken();
    return new BsnModule(
        BsnSettings.builder(clientId(), clientSecret())
            .id(providerId())
            .tokenUri(tokenUri())
            .apiUri(api())
            .scope(scope())
            .network(network())
            .accessTokenLifetime(pace().accessToken())
            .refreshTokenLifetime(refreshToken)
            .sessionLifetime(pace().session())
            .keepAlive(refreshToken.dividedBy(2))
            .timing(DemoModule.TIMING)
            .http(DemoModule.HTTP)
            .build());
  }
}
