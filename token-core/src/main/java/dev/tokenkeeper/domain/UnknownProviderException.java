package dev.tokenkeeper.domain;

import java.util.Collection;
import java.util.TreeSet;

/** No provider is installed under the id that was asked for. */
public final class UnknownProviderException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;

  /** Names the provider that was asked for and those there are. */
  public UnknownProviderException(String provider, Collection<String> installed) {
    super(
        "No provider '%s' is installed; installed are %s. Install the provider's module or correct the id."
            .formatted(provider, new TreeSet<>(installed)),
        null);
  }
}
