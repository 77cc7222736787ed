package dev.tokenkeeper.domain;

import java.util.Arrays;

/**
 * A sealed secret: bytes that mean nothing without the key and the place they were sealed for.
 * Immutable; equal if the bytes are.
 */
public final class Ciphertext {
  private final byte[] bytes;

  /** Copies the bytes. */
  public Ciphertext(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Returns a copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ciphertext that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the length only. */
  @Override
  public String toString() {
    return "Ciphertext[" + bytes.length + " bytes]";
  }
}
