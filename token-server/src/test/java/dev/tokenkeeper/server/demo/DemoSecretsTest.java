package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSecretsTest {

  @TempDir Path folder;

  @Test
  void of_sameFile_sameSecrets() {
    DemoSecrets secrets = DemoSecrets.in(folder.resolve("secrets"));
    DemoSecrets again = DemoSecrets.in(folder.resolve("secrets"));

    assertThat(again.of("user-01")).isEqualTo(secrets.of("user-01"));
  }

  @Test
  void of_anotherUserOrFile_anotherSecret() {
    DemoSecrets secrets = DemoSecrets.in(folder.resolve("secrets"));
    DemoSecrets others = DemoSecrets.in(folder.resolve("others"));

    assertThat(secrets.of("user-01"))
        .isNotEqualTo(secrets.of("user-02"))
        .isNotEqualTo(others.of("user-01"));
  }

  @Test
  void in_newFile_isReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("secrets");
    DemoSecrets.in(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
