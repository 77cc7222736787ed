package dev.tokenkeeper.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the demo's users and application know: all derived from one random file of the folder. */
final class DemoSecrets {
  private static final int BYTES = 32;
  private static final String MAC = "HmacSHA256";
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final SecretKeySpec key;

  private DemoSecrets(byte[] key) {
    this.key = new SecretKeySpec(key, MAC);
  }

  /** Reads the file, or makes one up. */
  static DemoSecrets in(Path file) {
    try {
      if (Files.notExists(file)) {
        write(file);
      }
      return new DemoSecrets(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          file.toString(),
          "does not hold the demo's passwords",
          "Restore it, or use another folder.");
    }
  }

  /** Returns the names of so many users, always the same ones first. */
  static List<String> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("user-%02d"::formatted).toList();
  }

  /** Returns what a user, or our application, is known by at a provider. */
  Secret of(String provider, String name) {
    return of(provider + '/' + name);
  }

  /** Returns the password of a user of a provider that is alone. */
  Secret of(String name) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return Secret.of(HexFormat.of().formatHex(mac.doFinal(name.getBytes(UTF_8)), 0, BYTES / 2));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + MAC, e);
    }
  }

  private static void write(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file, PRIVATE);
    }
    Files.writeString(file, HexFormat.of().formatHex(random));
  }
}
