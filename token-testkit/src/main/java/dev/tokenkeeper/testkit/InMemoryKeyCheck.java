package dev.tokenkeeper.testkit;

import dev.tokenkeeper.port.KeyCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key check value in memory. Safe for use by many threads. */
public final class InMemoryKeyCheck implements KeyCheck {
  private byte @Nullable [] value;
  private boolean sealed;

  /** Creates the key check of an empty database. */
  public InMemoryKeyCheck() {}

  /** Plays that the database now holds something sealed, or holds nothing any more. */
  public synchronized void holdsSealed(boolean holds) {
    sealed = holds;
  }

  @Override
  public synchronized Optional<byte[]> stored() {
    return Optional.ofNullable(value).map(byte[]::clone);
  }

  @Override
  public synchronized boolean storeIfAbsent(byte[] next) {
    if (value != null) {
      return false;
    }
    value = next.clone();
    return true;
  }

  @Override
  public synchronized boolean nothingSealed() {
    return !sealed;
  }
}
