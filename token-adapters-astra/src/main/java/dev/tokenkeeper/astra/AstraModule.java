package dev.tokenkeeper.astra;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.port.OAuthProvider;
import java.util.Objects;

/**
 * Requires nothing; provides one {@link OAuthProvider} into the set of them, and one {@link
 * UserIntents} and one {@link PartnerIdentity} into maps of them by the provider's id.
 *
 * <p>Can be installed more than once with settings of different ids, for example for the sandbox
 * beside production. Two modules of equal settings are one.
 */
public final class AstraModule extends AbstractModule {
  private final AstraSettings settings;

  /** Makes the module; nothing is connected before something is asked for. */
  public AstraModule(AstraSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, UserIntents.class)
        .addBinding(settings.id())
        .toProvider(settings::userIntents)
        .in(Singleton.class);
    MapBinder.newMapBinder(binder(), String.class, PartnerIdentity.class)
        .addBinding(settings.id())
        .toProvider(settings::partnerIdentity)
        .in(Singleton.class);
  }

  // One for all who ask: it holds the count of what is under way.
  @ProvidesIntoSet
  @Singleton
  OAuthProvider provider() {
    return settings.provider();
  }

  /** Tells whether the other one provides the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof AstraModule that && settings.equals(that.settings);
  }

  /** Returns a hash of the settings. */
  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}
