package dev.tokenkeeper.tink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.TokenCipher;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.OptionalInt;

/** Seals under the primary key of a keyset, and opens under any key that it holds. */
final class TinkCipher implements TokenCipher {
  private final Keyset keyset;
  private final KeysetFile file;

  /**
   * Creates a cipher.
   *
   * @param file where the keyset is from, for messages
   */
  TinkCipher(Keyset keyset, KeysetFile file) {
    this.keyset = keyset;
    this.file = file;
  }

  @Override
  public Ciphertext seal(Secret secret, SealedFor place) {
    byte[] plain = secret.reveal(SecretAccess.granted()).getBytes(UTF_8);
    try {
      return new Ciphertext(keyset.encrypt(plain, place.associatedData()));
    } catch (GeneralSecurityException e) {
      throw new KeyUnavailableException("The primary key of " + file + " does not seal", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  @Override
  public Secret open(Ciphertext sealed, SealedFor place) {
    byte[] bytes = sealed.bytes();
    requireKey(bytes, place);
    byte[] plain = decrypted(bytes, place);
    try {
      return Secret.of(new String(plain, UTF_8));
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * Asked beforehand, since Tink answers alike where a key is missing and where it does not fit.
   */
  private void requireKey(byte[] sealed, SealedFor place) {
    OptionalInt named = Keyset.keyId(sealed);
    if (named.isEmpty()) {
      throw new UnsealException(place);
    }
    if (!keyset.holds(named.getAsInt())) {
      throw new KeyUnavailableException(
          "The %s of %s is sealed with key %s, which is not an enabled key of %s. Bring this node's keyset up to date."
              .formatted(place.field(), place.authorization(), Keyset.name(named.getAsInt()), file),
          null);
    }
  }

  private byte[] decrypted(byte[] sealed, SealedFor place) {
    try {
      return keyset.decrypt(sealed, place.associatedData());
    } catch (GeneralSecurityException e) {
      throw new UnsealException(place);
    }
  }

  /** Returns the file and the ids of its keys. */
  @Override
  public String toString() {
    return "TinkCipher[" + file + ", " + keyset + "]";
  }
}
