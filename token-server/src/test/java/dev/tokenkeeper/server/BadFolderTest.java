package dev.tokenkeeper.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.testkit.InMemoryKeyCheck;
import dev.tokenkeeper.tink.TinkSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demo says of a folder that something has happened to since it was last used. */
@Tag("whole")
class BadFolderTest {

  @TempDir static Path used;
  @TempDir Path data;
  private Path folder;
  private Path keyset;

  @BeforeAll
  static void useFolderOnce() {
    assertThat(CommandLineRun.shortDemo(used).err()).isEmpty();
  }

  @BeforeEach
  void copyUsedFolder() throws IOException {
    folder = data.resolve("simulator");
    keyset = folder.resolve("keyset.json");
    try (Stream<Path> files = Files.walk(used)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = data.resolve(used.relativize(file).toString());
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void demo_databaseOfAnotherInstallation_isRefused() throws Exception {
    changeDatabase("UPDATE tokenkeeper_meta SET installation = 'production'");

    assertRefused("store.installation: ", "production");
  }

  @Test
  void demo_databaseNewerThanTheCode_isRefused() throws Exception {
    changeDatabase("UPDATE tokenkeeper_meta SET schema_level = 99, minimum_code_level = 99");

    assertRefused("store.url: ", "Update Token Keeper");
  }

  @Test
  void demo_databaseThatIsNone_isRefused() throws Exception {
    Files.writeString(folder.resolve("store/tokenkeeper.mv.db"), "garbage ".repeat(4096));

    assertRefused("database", "; more in " + folder.resolve("tokenkeeper.log"));
  }

  @Test
  void demo_keysetMissing_isRefusedUntilItIsBack() throws Exception {
    Path elsewhere = Files.move(keyset, data.resolve("elsewhere"));

    assertRefused("keyset");

    Files.move(elsewhere, keyset);
    assertThat(CommandLineRun.shortDemo(data).out())
        .contains("known from an earlier run", "lost                     0");
  }

  @Test
  void demo_keysetOfAnotherDatabase_isRefused() throws Exception {
    Files.delete(keyset);
    new TinkSettings(keyset, "demo-simulator").cipher(new InMemoryKeyCheck());

    assertRefused("keyset");
  }

  @Test
  void demo_keysetThatIsNone_isRefusedWithoutQuotingIt() throws Exception {
    Files.writeString(keyset, "{\"primaryKeyId\": \"sesame\"}");

    assertThat(assertRefused("keyset").err()).doesNotContain("sesame");
  }

  @Test
  void demo_keysetThatOthersCanRead_isRefused() throws Exception {
    Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r-----"));

    assertRefused("keyset", "chmod");
  }

  @Test
  void demo_passwordsSpoilt_isRefused() throws Exception {
    Files.writeString(folder.resolve("secrets"), "not hexadecimal");

    assertRefused("secrets", "Restore it");
  }

  @Test
  void demo_folderInUse_isRefused() throws Exception {
    try (FileChannel other = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertRefused("--data: ", "in use");
    }
  }

  @Test
  void demo_simulatorStateSpoilt_saysWhereTheLogIs() throws Exception {
    Files.writeString(folder.resolve("bsn.state"), "garbage\n");

    CommandLineRun run = CommandLineRun.shortDemo(data);

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.errors())
        .containsExactly(
            "tokenkeeper: unexpected failure: java.lang.IllegalStateException; more in "
                + folder.resolve("tokenkeeper.log"));
    assertThat(folder.resolve("tokenkeeper.log")).content().contains("garbage", "\tat ");
  }

  private CommandLineRun assertRefused(String... parts) {
    CommandLineRun run = CommandLineRun.shortDemo(data);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().startsWith("tokenkeeper: ").contains(parts);
    assertThat(run.out() + run.err()).doesNotContain("\tat ", "Exception");
    return run;
  }

  private void changeDatabase(String statement) throws SQLException {
    Path store = folder.resolve("store");
    String url = JpaSettings.builder("demo-simulator").embedded(store).build().url();
    try (Connection connection = DriverManager.getConnection(String.valueOf(url))) {
      connection.createStatement().executeUpdate(statement);
    }
  }
}
