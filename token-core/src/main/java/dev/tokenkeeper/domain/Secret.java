package dev.tokenkeeper.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Objects;

/**
 * A value that must not be seen: a token, a password, a client secret.
 *
 * <p>Prints as {@code ***}, compares in constant time, and is read through {@link SecretAccess}
 * only. Immutable and safe for use by many threads. Not serializable, on purpose.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a value.
   *
   * @throws IllegalArgumentException if the value is empty; the message never contains a value
   */
  public static Secret of(String value) {
    if (Objects.requireNonNull(value, "value").isEmpty()) {
      throw new IllegalArgumentException("A secret must not be empty");
    }
    return new Secret(value);
  }

  /** Returns the value in the clear. The caller must neither log nor store it. */
  public String reveal(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return value;
  }

  /**
   * Tells whether both hold the same value, in a time that does not depend on where they differ.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(value.getBytes(UTF_8), that.value.getBytes(UTF_8));
  }

  /** Returns the same number for every secret: a hash of the value would tell about it. */
  @Override
  public int hashCode() {
    return 1;
  }

  /** Returns {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
