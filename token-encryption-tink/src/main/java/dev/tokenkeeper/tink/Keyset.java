package dev.tokenkeeper.tink;

import static java.util.stream.Collectors.joining;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters.Variant;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys of the one kind that we use, one of them primary. Immutable.
 *
 * <p>A short nonce would limit how often a key may seal, and a key without Tink's prefix would
 * leave ciphertexts without the name of their key; so neither is taken.
 */
final class Keyset {
  private static final Configuration TINK = AeadConfig2026.get();
  private static final XChaCha20Poly1305Parameters KIND =
      XChaCha20Poly1305Parameters.create(Variant.TINK);
  private static final byte PREFIX_VERSION = 1;
  private static final int PREFIX_LENGTH = 5;

  private final KeysetHandle handle;
  private final Aead aead;
  private final Set<Integer> enabled;

  private Keyset(KeysetHandle handle) throws GeneralSecurityException {
    this.handle = handle;
    this.enabled = enabledKeys(handle);
    this.aead = handle.getPrimitive(TINK, Aead.class);
  }

  /** Returns a new keyset with one random key. */
  static Keyset generate() {
    try {
      return new Keyset(KeysetHandle.generateNew(KIND, TINK));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink cannot make keys on this machine", e);
    }
  }

  /**
   * Reads a keyset in Tink's JSON format.
   *
   * @throws GeneralSecurityException if it is not one, or holds keys of another kind; its message
   *     may quote the text and must not be passed on
   */
  static Keyset parse(String json) throws GeneralSecurityException {
    return new Keyset(
        TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get()));
  }

  /** Returns the keys in the clear, in Tink's JSON format. */
  String toJson() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink cannot write its own keys", e);
    }
  }

  byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
    return aead.encrypt(plain, associatedData);
  }

  byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
    return aead.decrypt(sealed, associatedData);
  }

  /** Tells whether a key is here and may be used. */
  boolean holds(int keyId) {
    return enabled.contains(keyId);
  }

  /** Returns the id of the key that a ciphertext names, empty if it names none. */
  static OptionalInt keyId(byte[] sealed) {
    return sealed.length < PREFIX_LENGTH || sealed[0] != PREFIX_VERSION
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(sealed).getInt(1));
  }

  /** Returns how people read a key's id: as Tink's own tools print it. */
  static String name(int keyId) {
    return Integer.toUnsignedString(keyId);
  }

  private static Set<Integer> enabledKeys(KeysetHandle handle) throws GeneralSecurityException {
    Set<Integer> ids = new TreeSet<>();
    for (int i = 0; i < handle.size(); i++) {
      KeysetHandle.Entry entry = handle.getAt(i);
      if (!entry.getKey().getParameters().equals(KIND)) {
        throw new GeneralSecurityException("Key " + name(entry.getId()) + " is of another kind");
      }
      if (entry.getStatus() == KeyStatus.ENABLED) {
        ids.add(entry.getId());
      }
    }
    return ids;
  }

  /** Returns the ids of the keys that may be used. */
  @Override
  public String toString() {
    return enabled.stream().map(Keyset::name).collect(joining(", ", "keys ", ""));
  }
}
