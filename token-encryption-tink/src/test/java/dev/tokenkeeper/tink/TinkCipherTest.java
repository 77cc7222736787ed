package dev.tokenkeeper.tink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters.Variant;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.contract.TokenCipherContract;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class TinkCipherTest extends TokenCipherContract {
  private static final KeysetFile FILE = new KeysetFile(Path.of("/keys/keyset.json"));
  private static final Secret SECRET = Secret.of("canary-secret");
  private static final SealedFor PLACE =
      SealedFor.login(AuthorizationId.of("t", "bsn", "user", "a"));

  private final TinkCipher cipher = new TinkCipher(Keyset.generate(), FILE);

  @Override
  protected TokenCipher cipher() {
    return cipher;
  }

  @Override
  protected TokenCipher stranger() {
    return new TinkCipher(Keyset.generate(), FILE);
  }

  /** Tink's prefix: a version byte and the key's id. */
  @Override
  protected int keyIdLength() {
    return 5;
  }

  @Test
  void seal_any_namesThePrimaryKeyInTinksPrefix() throws Exception {
    TinkCipher two = cipherOf(key(1, KeyStatus.ENABLED), key(2, KeyStatus.ENABLED).makePrimary());

    ByteBuffer sealed = ByteBuffer.wrap(two.seal(SECRET, PLACE).bytes());
    assertThat(sealed.get()).isEqualTo((byte) 1);
    assertThat(sealed.getInt()).isEqualTo(2);
    assertThat(sealed.remaining()).isEqualTo(24 + "canary-secret".getBytes(UTF_8).length + 16);
  }

  @Test
  void open_underAnOlderKeyOfTheKeyset_givesItBack() throws Exception {
    KeysetHandle before = keyset().addEntry(key(1, KeyStatus.ENABLED).makePrimary()).build();
    Ciphertext sealed = cipherOf(before).seal(SECRET, PLACE);
    KeysetHandle after =
        KeysetHandle.newBuilder(before)
            .setConfiguration(AeadConfig2026.get())
            .addEntry(key(2, KeyStatus.ENABLED).makePrimary())
            .build();

    assertThat(Keyset.keyId(cipherOf(after).seal(SECRET, PLACE).bytes())).hasValue(2);
    assertThat(cipherOf(after).open(sealed, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void open_keyThatIsDisabledOrUnknown_isUnavailable() throws Exception {
    TinkCipher two = cipherOf(key(1, KeyStatus.DISABLED), key(2, KeyStatus.ENABLED).makePrimary());
    byte[] sealed = two.seal(SECRET, PLACE).bytes();

    for (int keyId : new int[] {1, 3, -1}) {
      Ciphertext named = new Ciphertext(ByteBuffer.wrap(sealed).putInt(1, keyId).array());
      assertThatThrownBy(() -> two.open(named, PLACE))
          .isInstanceOf(KeyUnavailableException.class)
          .hasMessageContaining("key " + Integer.toUnsignedString(keyId) + ",")
          .hasMessageContaining("/keys/keyset.json")
          .hasNoCause();
    }
  }

  @Test
  void toString_any_namesFileAndKeysAlone() throws Exception {
    TinkCipher two = cipherOf(key(1, KeyStatus.ENABLED), key(-2, KeyStatus.ENABLED).makePrimary());

    assertThat(two).hasToString("TinkCipher[keyset '/keys/keyset.json', keys 4294967294, 1]");
  }

  private static KeysetHandle.Builder.Entry key(int id, KeyStatus status) {
    return KeysetHandle.generateEntryFromParameters(
            XChaCha20Poly1305Parameters.create(Variant.TINK))
        .withFixedId(id)
        .setStatus(status);
  }

  private static TinkCipher cipherOf(
      KeysetHandle.Builder.Entry one, KeysetHandle.Builder.Entry other)
      throws GeneralSecurityException {
    return cipherOf(keyset().addEntry(one).addEntry(other).build());
  }

  private static KeysetHandle.Builder keyset() {
    return KeysetHandle.newBuilder().setConfiguration(AeadConfig2026.get());
  }

  private static TinkCipher cipherOf(KeysetHandle handle) throws GeneralSecurityException {
    String json =
        TinkJsonProtoKeysetFormat.serializeKeyset(
            handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    return new TinkCipher(Keyset.parse(json), FILE);
  }
}
