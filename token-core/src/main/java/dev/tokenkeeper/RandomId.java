package dev.tokenkeeper;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identities that are used once: 128 random bits, in hexadecimal. */
final class RandomId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomId() {}

  static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
