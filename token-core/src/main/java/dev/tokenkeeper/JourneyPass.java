package dev.tokenkeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The three secrets of a journey, 256 random bits each: the state travels with the browser's
 * redirects, the binding stays in the browser, and the PKCE verifier never leaves us before the
 * exchange.
 */
record JourneyPass(Secret state, Secret browserBinding, @Nullable Secret verifier) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static JourneyPass create(boolean pkce) {
    return new JourneyPass(random(), random(), pkce ? random() : null);
  }

  /** RFC 7636 section 4.2, S256; null without PKCE. */
  @Nullable String challenge() {
    return verifier == null
        ? null
        : encoded(sha256(verifier.reveal(SecretAccess.granted()).getBytes(US_ASCII)));
  }

  /** What recognizes a secret without telling it. */
  static String hash(Secret secret) {
    return HexFormat.of().formatHex(sha256(secret.reveal(SecretAccess.granted()).getBytes(UTF_8)));
  }

  private static Secret random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Secret.of(encoded(bytes));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
