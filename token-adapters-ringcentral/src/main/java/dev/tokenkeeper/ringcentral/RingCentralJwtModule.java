package dev.tokenkeeper.ringcentral;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.tokenkeeper.port.OAuthProvider;
import java.util.Objects;

/**
 * Requires nothing; provides one {@link OAuthProvider} for service accounts into the set of them.
 *
 * <p>Can be installed more than once with different settings, for example for an application per
 * tenant. Two modules of equal settings are one.
 */
public final class RingCentralJwtModule extends AbstractModule {
  private final RingCentralJwtSettings settings;

  /** Makes the module; nothing is connected before the provider is asked for a token. */
  public RingCentralJwtModule(RingCentralJwtSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  // One for all who ask: it holds the count of what is under way, and the pause after a 429.
  @ProvidesIntoSet
  @Singleton
  OAuthProvider provider() {
    return settings.provider();
  }

  /** Tells whether the other one provides the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RingCentralJwtModule that && settings.equals(that.settings);
  }

  /** Returns a hash of the settings. */
  @Override
  public int hashCode() {
    return settings.hashCode();
  }
}
