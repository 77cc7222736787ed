package dev.tokenkeeper.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a later run on the same data folder must know: port, administrator and client secret. */
record KeycloakState(int port, String adminPassword, String clientSecret) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the state of an earlier run, or makes one up; only the port may change between runs. */
  static KeycloakState in(Path data) {
    Path file = data.resolve("state.json");
    try {
      KeycloakState old = Files.exists(file) ? read(file) : fresh();
      KeycloakState state = old.withFreePort();
      state.write(file);
      return state;
    } catch (IOException e) {
      throw new KeycloakException("Cannot keep Keycloak's state in " + file + ": " + e, e);
    }
  }

  private static KeycloakState read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), KeycloakState.class);
  }

  private static KeycloakState fresh() {
    return new KeycloakState(0, random(), random());
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private KeycloakState withFreePort() throws IOException {
    try {
      return new KeycloakState(bindable(port), adminPassword, clientSecret);
    } catch (IOException taken) {
      return new KeycloakState(bindable(0), adminPassword, clientSecret);
    }
  }

  private static int bindable(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void write(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    Files.write(file, JSON.writeValueAsBytes(this));
  }

  @Override
  public String toString() {
    return "KeycloakState[port=" + port + "]";
  }
}
