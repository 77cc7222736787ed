package dev.tokenkeeper.domain;

/**
 * The capability to read a {@link Secret}.
 *
 * <p>It protects nothing by itself; it makes every place that reads a secret findable by one text
 * search, and lets an architecture rule name the few classes that may.
 */
public final class SecretAccess {
  private static final SecretAccess GRANTED = new SecretAccess();

  private SecretAccess() {}

  /** Returns the capability. Whoever calls this is about to hold a secret in the clear. */
  public static SecretAccess granted() {
    return GRANTED;
  }
}
