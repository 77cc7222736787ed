package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Notes in the data folder which Keycloak runs on it, and for which demo. */
final class KeycloakPidFile {
  private final Path file;

  KeycloakPidFile(Path data) {
    file = data.resolve("keycloak.pid");
  }

  void write(Process keycloak) {
    KeycloakPid owner = KeycloakPid.of(ProcessHandle.current());
    KeycloakPid server = KeycloakPid.of(keycloak.toHandle());
    try {
      Files.write(file, List.of(server.toString(), owner.toString()));
    } catch (IOException e) {
      keycloak.destroyForcibly();
      throw new KeycloakException("Cannot write " + file + ": " + e, e);
    }
  }

  /** Ends the Keycloak that an earlier demo left behind when it was killed. */
  void endStale() {
    List<String> lines = read();
    if (lines.size() < 2) {
      return;
    }
    KeycloakPid owner = KeycloakPid.parse(lines.get(1));
    if (owner.pid() != ProcessHandle.current().pid() && owner.process().isPresent()) {
      throw new KeycloakException("Another demo uses this data folder: process " + owner.pid());
    }
    KeycloakPid.parse(lines.get(0)).end();
    delete();
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new KeycloakException("Cannot delete " + file + ": " + e, e);
    }
  }

  private List<String> read() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new KeycloakException("Cannot read " + file + ": " + e, e);
    }
  }
}
