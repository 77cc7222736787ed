package dev.tokenkeeper.oauth2;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.port.OAuthProvider;
import java.util.Objects;

/**
 * Requires nothing; provides one {@link OAuthProvider} from a file into the set of them.
 *
 * <p>Can be installed more than once, for a provider each. Two modules of equal settings are one.
 */
public final class ConfiguredProviderModule extends AbstractModule {
  private final ConfiguredProvider settings;

  /** Makes the module; nothing is connected before the provider is asked for a token. */
  public ConfiguredProviderModule(ConfiguredProvider settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
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
    return other instanceof ConfiguredProviderModule that && settings.equals(that.settings);
  }

  /** Returns a hash of the settings. */
  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}
