package dev.tokenkeeper.guice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Turns a subject into a name that means nothing without the key. Safe for use by many threads. */
final class Fingerprint implements UnaryOperator<String> {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 6;
  private static final int SHORTEST_KEY = 16;

  private final SecretKeySpec key;

  private Fingerprint(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Fingerprints under the given key, or under a random one. */
  static Fingerprint under(@Nullable Secret key) {
    return new Fingerprint(key == null ? random() : bytes(key));
  }

  /** Subjects are easy to guess, so a key that is easy to guess gives them away. */
  static void requireUnguessable(Secret key) {
    int length = bytes(key).length;
    if (length < SHORTEST_KEY) {
      throw new ConfigurationException(
          "logging.key",
          "has " + length + " characters",
          "Use " + SHORTEST_KEY + " or more random ones.");
    }
  }

  @Override
  public String apply(String subject) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(subject.getBytes(UTF_8)), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is missing from this JDK", e);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(Secret key) {
    return key.reveal(SecretAccess.granted()).getBytes(UTF_8);
  }
}
