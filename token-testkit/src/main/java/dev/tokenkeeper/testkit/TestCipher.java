package dev.tokenkeeper.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.TokenCipher;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A cipher for tests only: AES-GCM from the JDK under one random key that dies with the object.
 *
 * <p>Honest (it does seal, and binds to the place), but its short nonce and its single key are
 * nothing for production. Safe for use by many threads.
 */
public final class TestCipher implements TokenCipher {
  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final int keyId;

  /** Creates a cipher with a key of its own: another cipher cannot open what this one seals. */
  public TestCipher() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "AES");
    this.keyId = random.nextInt();
  }

  @Override
  public Ciphertext seal(Secret secret, SealedFor place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] plain = secret.reveal(SecretAccess.granted()).getBytes(UTF_8);
    try {
      byte[] sealed = aesGcm(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
      return new Ciphertext(
          ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + sealed.length)
              .putInt(keyId)
              .put(nonce)
              .put(sealed)
              .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing from this JDK", e);
    }
  }

  @Override
  public Secret open(Ciphertext sealed, SealedFor place) {
    ByteBuffer in = ByteBuffer.wrap(sealed.bytes());
    if (in.remaining() < KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES) {
      throw new UnsealException(place);
    }
    int named = in.getInt();
    if (named != keyId) {
      throw new KeyUnavailableException("There is no key " + Integer.toHexString(named), null);
    }
    byte[] nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    try {
      byte[] plain = aesGcm(Cipher.DECRYPT_MODE, nonce, place).doFinal(rest);
      return Secret.of(new String(plain, UTF_8));
    } catch (GeneralSecurityException e) {
      throw new UnsealException(place);
    }
  }

  private Cipher aesGcm(int mode, byte[] nonce, SealedFor place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce), random);
    cipher.updateAAD(place.associatedData());
    return cipher;
  }
}
