package dev.tokenkeeper.tink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tokenkeeper.domain.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/** The file that holds the keys in the clear, for this process's user alone. */
final class KeysetFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
      PosixFilePermissions.asFileAttribute(OWNER);
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path path;

  /** Names a file, which need not exist. */
  KeysetFile(Path path) {
    this.path = path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Reads the keys.
   *
   * @throws ConfigurationException if that cannot be done, or if others could do it too
   */
  Keyset read() {
    try {
      requirePrivate();
      return Keyset.parse(Files.readString(path));
    } catch (IOException | UnsupportedOperationException e) {
      throw problem(
          "cannot be read: " + e.getClass().getSimpleName(),
          "It must be a text file, owned by this process's user, where owners have permissions.");
    } catch (GeneralSecurityException e) {
      // The cause is left out: it may quote the file, and the file is the secret.
      throw problem(
          "is not a keyset of XChaCha20-Poly1305 keys with Tink's prefix",
          "Restore it from your backup. Do not delete it: its keys may be all that opens the database.");
    }
  }

  /**
   * Writes the keys whole and on disk, or not at all. If there is a file by now it is left alone:
   * then another process was faster, and its keys count.
   *
   * @throws ConfigurationException if that cannot be done
   */
  void createIfAbsent(Keyset keyset) {
    try {
      Path directory = Files.createDirectories(directory(), DIRECTORY_MODE);
      Path draft = Files.createTempFile(directory, ".keyset-", ".tmp", FILE_MODE);
      try {
        writeToDisk(draft, keyset.toJson());
        moveIntoPlace(draft);
      } finally {
        Files.deleteIfExists(draft);
      }
      try (FileChannel entries = FileChannel.open(directory, READ)) {
        entries.force(true);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw problem(
          "cannot be created: " + e.getClass().getSimpleName(),
          "Its directory must be writable, on a file system with owner permissions and hard links.");
    }
  }

  /** Returns the problem with this file. */
  ConfigurationException problem(String message, String remedy) {
    return new ConfigurationException("tink.keyset", "'" + path + "' " + message, remedy);
  }

  private void requirePrivate() throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
    if (!OWNER.containsAll(mode)) {
      throw problem(
          "is open to group or others: " + PosixFilePermissions.toString(mode),
          "Run 'chmod 600' on it, and replace its keys if anybody else may have read it.");
    }
  }

  private static void writeToDisk(Path draft, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    try (FileChannel out = FileChannel.open(draft, WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /** A rename would silently replace the keys of a process that was faster; a link never does. */
  private void moveIntoPlace(Path draft) throws IOException {
    try {
      Files.createLink(path, draft);
    } catch (FileAlreadyExistsException e) {
      return;
    }
  }

  private Path directory() {
    Path parent = path.getParent();
    if (parent == null) {
      throw problem("is a root directory", "Name a file.");
    }
    return parent;
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return "keyset '" + path + "'";
  }
}
