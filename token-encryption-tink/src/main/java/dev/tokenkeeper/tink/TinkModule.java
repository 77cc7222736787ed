package dev.tokenkeeper.tink;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.port.TokenCipher;

/**
 * Binds {@link TokenCipher} to sealing with Tink. Needs a binding of {@link KeyCheck}, which the
 * module of the store brings.
 *
 * <p>The keyset is opened when the cipher is first asked for, and may refuse then: see {@link
 * TinkSettings#cipher}. Two modules with equal settings are equal.
 */
public final class TinkModule extends AbstractModule {
  private final TinkSettings settings;

  /** Creates the module; reads nothing yet. */
  public TinkModule(TinkSettings settings) {
    this.settings = settings;
  }

  @Provides
  @Singleton
  TokenCipher cipher(KeyCheck keyCheck) {
    return settings.cipher(keyCheck);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TinkModule that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** Returns the settings, which hold no key. */
  @Override
  public String toString() {
    return "TinkModule[" + settings + "]";
  }
}
