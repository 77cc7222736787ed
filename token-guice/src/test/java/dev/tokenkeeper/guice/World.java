package dev.tokenkeeper.guice;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderLimits;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.testkit.InMemoryAuthorizationStore;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.ScriptedTokenEndpoint;
import dev.tokenkeeper.testkit.TestCipher;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** What a host has installed: a store, a cipher and a provider of five-minute tokens. */
final class World extends AbstractModule {
  static final AuthorizationId ZOE = AuthorizationId.of("acme", "bsn", "zoe@example.org", "main");
  static final Duration LIFE = Duration.ofMinutes(5);

  final MovableClock clock = new MovableClock();
  final InMemoryAuthorizationStore store = new InMemoryAuthorizationStore(clock);
  final ScriptedTokenEndpoint endpoint = new ScriptedTokenEndpoint();

  @Override
  protected void configure() {
    bind(AuthorizationStore.class).toInstance(store);
    bind(AuthorizationDirectory.class).toInstance(store);
    bind(TokenCipher.class).to(TestCipher.class);
    bind(TestCipher.class).toInstance(new TestCipher());
    bind(InstantSource.class).toInstance(clock);
  }

  @ProvidesIntoSet
  OAuthProvider provider() {
    return provider("bsn", endpoint);
  }

  static OAuthProvider provider(String id, TokenEndpoint endpoint) {
    return OAuthProvider.builder(id, profile(), endpoint).build();
  }

  static OAuthProvider limited(String id, TokenEndpoint endpoint) {
    return OAuthProvider.builder(id, profile(), endpoint)
        .limits(ProviderLimits.NONE.withLiveTokens(2))
        .build();
  }

  static OAuthProvider consent(String id) {
    var page =
        new AuthorizationEndpoint(
            URI.create("https://provider.example/authorize"),
            "client",
            URI.create("https://host.example/callback"),
            null,
            true,
            true,
            null,
            false,
            Map.of(),
            Set.of());
    return OAuthProvider.builder(id, profile(), new ScriptedTokenEndpoint())
        .authorization(page)
        .build();
  }

  private static ProviderProfile profile() {
    return new ProviderProfile(
        Rotation.oneTime(ReusePenalty.FAMILY, OldAccessToken.STAYS_VALID),
        new Renewal(Renewal.When.WHEN_USED, 0.8, Duration.ofMinutes(20), false, 0),
        new Lifetimes(LIFE, Duration.ofMinutes(30), null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }

  static TokenGrant grant(String accessToken) {
    return TokenGrant.of(Secret.of(accessToken), LIFE, Secret.of("refresh-" + accessToken));
  }

  static Outcome granted(String accessToken) {
    return new Outcome.Granted(grant(accessToken));
  }
}
