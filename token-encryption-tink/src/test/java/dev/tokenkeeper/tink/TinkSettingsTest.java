package dev.tokenkeeper.tink;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.testkit.InMemoryKeyCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkSettingsTest {
  private static final Secret SECRET = Secret.of("canary-secret");
  private static final SealedFor PLACE =
      SealedFor.login(AuthorizationId.of("t", "bsn", "user", "a"));

  @TempDir private Path directory = Path.of("");
  private Path path = Path.of("");
  private final InMemoryKeyCheck database = new InMemoryKeyCheck();

  @BeforeEach
  void name() {
    path = directory.resolve("keyset.json");
  }

  @Test
  void cipher_firstStart_createsKeysetAndKeyCheckValue() {
    Ciphertext sealed = start().seal(SECRET, PLACE);

    assertThat(path).exists();
    assertThat(database.stored()).isPresent();
    assertThat(start().open(sealed, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void cipher_secondStart_changesNothing() throws Exception {
    start();
    String keyset = Files.readString(path);
    byte[] value = database.stored().orElseThrow();
    database.holdsSealed(true);
    start();

    assertThat(path).hasContent(keyset);
    assertThat(database.stored()).contains(value);
  }

  @Test
  void cipher_crashBetweenFileAndValue_nextStartGoesOn() throws Exception {
    Keyset keyset = Keyset.generate();
    new KeysetFile(path).createIfAbsent(keyset);
    start();

    assertThat(path).hasContent(keyset.toJson());
    assertThat(database.stored()).isPresent();
  }

  @Test
  void cipher_fileMissingButValueStored_refusesAndCreatesNothing() throws Exception {
    start();
    Files.delete(path);

    assertRefused(this::start, "is missing", "Put the keyset here");
    assertThat(path).doesNotExist();
  }

  @Test
  void cipher_fileMissingButSomethingSealed_refusesAndCreatesNothing() {
    database.holdsSealed(true);

    assertRefused(this::start, "is missing", "Put the keyset here");
    assertThat(path).doesNotExist();
    assertThat(database.stored()).isEmpty();
  }

  @Test
  void cipher_valueMissingButSomethingSealed_refusesAndStoresNothing() {
    new KeysetFile(path).createIfAbsent(Keyset.generate());
    database.holdsSealed(true);

    assertRefused(this::start, "cannot be checked", "Restore the database");
    assertThat(database.stored()).isEmpty();
  }

  @Test
  void cipher_keysetOfAnotherDatabase_refusesAndLeavesItAlone() throws Exception {
    start();
    Files.delete(path);
    Keyset other = Keyset.generate();
    new KeysetFile(path).createIfAbsent(other);

    assertRefused(this::start, "does not hold the key of this database");
    assertThat(path).hasContent(other.toJson());
  }

  /** As when somebody copies a production database into a test system, or the reverse. */
  @Test
  void cipher_anotherInstallationName_refuses() {
    start();

    for (String other : new String[] {"staging", "Production", "production ", "productiom"}) {
      assertRefused(
          () -> new TinkSettings(path, other).cipher(database),
          "installation '" + other + "'",
          "Correct tink.installation");
    }
  }

  @Test
  void cipher_damagedKeyCheckValue_refuses() {
    start();
    byte[] damaged = database.stored().orElseThrow();
    damaged[damaged.length - 1] ^= 1;
    for (byte[] value : new byte[][] {damaged, new byte[3], new byte[0]}) {
      var restored = new InMemoryKeyCheck();
      restored.storeIfAbsent(value);
      assertRefused(() -> new TinkSettings(path, "production").cipher(restored), "keyset.json");
    }
  }

  @Test
  void cipher_valueSealedAsAToken_isNoKeyCheckValue() {
    TokenCipher cipher = start();
    var forged = new InMemoryKeyCheck();
    forged.storeIfAbsent(cipher.seal(Secret.of("Token Keeper key check"), PLACE).bytes());

    assertRefused(
        () -> new TinkSettings(path, "production").cipher(forged), "does not open the key check");
  }

  @Test
  void new_relativePath_isMadeAbsolute() {
    assertThat(new TinkSettings(Path.of("a/../keyset.json"), "production").keyset())
        .isAbsolute()
        .endsWithRaw(Path.of("keyset.json"));
  }

  @Test
  void new_blankOrLongInstallation_isRefused() {
    for (String name : new String[] {"", "  ", String.join("", nCopies(256, "x"))}) {
      assertThatThrownBy(() -> new TinkSettings(path, name))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("tink.installation");
    }
  }

  private TokenCipher start() {
    return new TinkSettings(path, "production").cipher(database);
  }

  private void assertRefused(ThrowingCallable start, String... parts) {
    assertThatThrownBy(start)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining(path.toString())
        .hasMessageNotContaining("canary");
  }
}
