package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The Keycloak distribution, unpacked once per cache folder. */
final class KeycloakDistribution {
  private static final String FOLDER = "keycloak-" + KeycloakDownload.VERSION;

  private KeycloakDistribution() {}

  /** Returns the home folder of Keycloak, unpacked from the given zip or from Maven's. */
  static Path home(Path cache, @Nullable Path zip) {
    Path home = cache.resolve(FOLDER);
    if (!Files.isDirectory(home)) {
      unpack(zip == null ? KeycloakDownload.zip() : zip, cache, home);
    }
    return home;
  }

  private static void unpack(Path zip, Path cache, Path home) {
    try {
      Files.createDirectories(cache);
      Path scratch = Files.createTempDirectory(cache, "unpacking-");
      copyAll(zip, scratch);
      // Only a whole distribution ever gets the final name.
      Files.move(scratch.resolve(FOLDER), home, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(scratch);
    } catch (FileAlreadyExistsException e) {
      throw new KeycloakException("Another demo unpacked Keycloak meanwhile: start again", e);
    } catch (IOException e) {
      throw new KeycloakException("Cannot unpack " + zip + " into " + cache + ": " + e, e);
    }
  }

  private static void copyAll(Path zip, Path target) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      Enumeration<? extends ZipEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        copy(file, entries.nextElement(), target);
      }
    }
  }

  private static void copy(ZipFile file, ZipEntry entry, Path target) throws IOException {
    Path path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("Entry leads outside the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.resolveSibling(""));
    try (InputStream content = file.getInputStream(entry)) {
      Files.copy(content, path);
    }
    // java.util.zip does not tell the file mode.
    if (entry.getName().endsWith(".sh") && !path.toFile().setExecutable(true)) {
      throw new IOException("Cannot make executable: " + path);
    }
  }
}
