package dev.tokenkeeper.guice;

import static com.google.inject.multibindings.Multibinder.newSetBinder;
import static com.google.inject.multibindings.OptionalBinder.newOptionalBinder;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tokenkeeper.KeeperSettings;
import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.port.AuthorizationDirectory;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.port.LifecycleListener;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.TokenCipher;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Requires an {@link AuthorizationStore}, an {@link AuthorizationDirectory}, a {@link TokenCipher}
 * and a set of {@link OAuthProvider}s, as the adapters' modules bring them, and a {@link
 * JourneyStore} if one of them has a page for consent; uses, if bound, a {@link ProviderQuota},
 * {@link KeeperSettings}, {@link LoggingSettings}, an {@link InstantSource}, a Micrometer registry
 * and a set of {@link LifecycleListener}s of the host's own. Provides one {@link TokenKeeper}.
 *
 * <p>What is missing, or there twice, is reported when the keeper is first asked for, all at once,
 * by the {@link dev.tokenkeeper.domain.ConfigurationException} that causes Guice's exception and
 * whose message is part of Guice's.
 *
 * <p>Nothing is started or closed. Whoever asks for the keeper starts and closes it, and closes
 * after it what an adapter's module has opened, such as a pool of connections: the order of a try
 * statement that has the keeper as its last resource.
 */
public final class TokenKeeperModule extends AbstractModule {

  /** Creates the module; installing several does what installing one does. */
  public TokenKeeperModule() {}

  @Override
  protected void configure() {
    install(new ListenersModule());
    newSetBinder(binder(), OAuthProvider.class);
    // Required by the keeper, and left to it, since it can name the remedy.
    Stream.of(
            AuthorizationStore.class,
            JourneyStore.class,
            AuthorizationDirectory.class,
            TokenCipher.class)
        .forEach(part -> newOptionalBinder(binder(), part));
    Stream.of(ProviderQuota.class, KeeperSettings.class, InstantSource.class)
        .forEach(part -> newOptionalBinder(binder(), part));
  }

  @Provides
  @Singleton
  static TokenKeeper keeper(
      Set<OAuthProvider> providers,
      Optional<AuthorizationStore> store,
      Optional<JourneyStore> journeys,
      Optional<AuthorizationDirectory> directory,
      Optional<TokenCipher> cipher,
      Optional<ProviderQuota> quota,
      Set<LifecycleListener> listeners,
      Optional<KeeperSettings> settings,
      Optional<InstantSource> clock) {
    var builder = TokenKeeper.builder();
    providers.forEach(builder::provider);
    store.ifPresent(builder::store);
    journeys.ifPresent(builder::journeys);
    directory.ifPresent(builder::directory);
    cipher.ifPresent(builder::cipher);
    quota.ifPresent(builder::quota);
    listeners.forEach(builder::listener);
    settings.ifPresent(builder::settings);
    clock.ifPresent(wall -> builder.time(wall, System::nanoTime));
    return builder.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenKeeperModule;
  }

  @Override
  public int hashCode() {
    return TokenKeeperModule.class.hashCode();
  }
}
