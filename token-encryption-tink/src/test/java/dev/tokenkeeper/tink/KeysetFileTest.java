package dev.tokenkeeper.tink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import dev.tokenkeeper.domain.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileTest {
  @TempDir private Path directory = Path.of("");
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = directory.resolve("etc/keys/keyset.json");
  }

  @Test
  void createIfAbsent_newDirectories_areForTheOwnerAlone() throws Exception {
    new KeysetFile(path).createIfAbsent(Keyset.generate());

    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("etc/keys"))).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("etc"))).isEqualTo("rwx------");
  }

  @Test
  void createIfAbsent_fileExists_leavesItAloneAndLeavesNoDraft() throws Exception {
    new KeysetFile(path).createIfAbsent(Keyset.generate());
    String first = Files.readString(path);
    new KeysetFile(path).createIfAbsent(Keyset.generate());

    assertThat(path).hasContent(first);
    assertThat(path.getParent()).isDirectoryNotContaining(each -> !each.equals(path));
  }

  @Test
  void createIfAbsent_directoryIsAFile_isRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(
        () -> new KeysetFile(file.resolve("keyset.json")).createIfAbsent(Keyset.generate()),
        file.toString(),
        "cannot be created");
  }

  @Test
  void read_whatWasCreated_givesTheSameKeys() {
    Keyset keyset = Keyset.generate();
    new KeysetFile(path).createIfAbsent(keyset);

    assertThat(new KeysetFile(path).read()).hasToString(keyset.toString());
  }

  @Test
  void read_openToGroupOrOthers_isRefusedWithTheRemedy() throws Exception {
    new KeysetFile(path).createIfAbsent(Keyset.generate());
    for (String mode : List.of("rw-r-----", "rw-----w-", "rw----r--", "rw---x---")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
      assertRefused(this::read, path.toString(), mode, "chmod 600");
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--------"));
    assertThat(read()).isNotNull();
  }

  @Test
  void read_noPermission_isRefused() throws Exception {
    new KeysetFile(path).createIfAbsent(Keyset.generate());
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(path), "root reads everything");

    assertRefused(this::read, path.toString(), "cannot be read: AccessDenied");
  }

  @Test
  void read_missingDirectoryOrBytes_isRefused() throws Exception {
    assertRefused(this::read, path.toString(), "cannot be read: NoSuchFile");
    write("");
    Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertRefused(this::read, path.toString(), "cannot be read: MalformedInput");
    Files.delete(path);
    Files.createDirectory(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    assertRefused(this::read, path.toString(), "cannot be read");
  }

  @Test
  void read_garbage_isRefusedWithoutAWordOfIt() throws Exception {
    String good = Keyset.generate().toJson();
    String material = good.replaceFirst("(?s).*\"value\": ?\"([^\"]+)\".*", "$1");
    for (String bad :
        List.of(
            "",
            "canary",
            "{}",
            "[]",
            "{\"primaryKeyId\":1,\"key\":[{\"canary\":1}]}",
            good.substring(0, good.length() / 2),
            good.replace("ENABLED", "canary"),
            good.replace("XChaCha20Poly1305Key", "canary"),
            good.replaceFirst("\"primaryKeyId\": ?\\d+", "\"primaryKeyId\":1"),
            good.replaceFirst("\"value\": ?\"", "\"value\":\"canary!"))) {
      write(bad);
      String trace = assertRefused(this::read, path.toString(), "is not a keyset", "Restore");
      assertThat(trace).doesNotContain(material.substring(0, 16), material.substring(20, 36));
    }
  }

  @Test
  void read_keysOfAnotherKind_isRefused() throws Exception {
    for (Parameters kind :
        List.of(PredefinedAeadParameters.AES256_GCM, XChaCha20Poly1305Parameters.create())) {
      write(
          TinkJsonProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(kind, AeadConfig2026.get()),
              AeadConfig2026.get(),
              InsecureSecretKeyAccess.get()));
      assertRefused(this::read, path.toString(), "is not a keyset of XChaCha20-Poly1305");
    }
  }

  private Keyset read() {
    return new KeysetFile(path).read();
  }

  private void write(String text) throws IOException {
    new KeysetFile(path).createIfAbsent(Keyset.generate());
    Files.writeString(path, text);
  }

  private static String assertRefused(ThrowingCallable start, String... parts) {
    var failure = catchThrowableOfType(ConfigurationException.class, start);
    assertThat(failure).hasMessageContainingAll(parts).hasMessageStartingWith("tink.keyset: ");
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("canary", "\"value\"", "keyData");
    return trace.toString();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
