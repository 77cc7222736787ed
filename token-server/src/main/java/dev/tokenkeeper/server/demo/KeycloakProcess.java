package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keycloak as a child process that ends with its parent, or at the next start at the latest. */
final class KeycloakProcess implements AutoCloseable {
  static final String ADMIN = "admin";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Process process;
  private final KeycloakPidFile pidFile;
  private final Path console;
  private final Thread hook = new Thread(this::end, "keycloak-end");

  private KeycloakProcess(Process process, KeycloakPidFile pidFile, Path console) {
    this.process = process;
    this.pidFile = pidFile;
    this.console = console;
  }

  /** Starts Keycloak and returns once it answers. */
  static KeycloakProcess start(KeycloakCommand command, KeycloakState state, KeycloakHttp http) {
    KeycloakPidFile pidFile = new KeycloakPidFile(command.data());
    Path console = command.data().resolve("console.log");
    Process process = launch(command, state.adminPassword(), console);
    pidFile.write(process);
    KeycloakProcess keycloak = new KeycloakProcess(process, pidFile, console);
    Runtime.getRuntime().addShutdownHook(keycloak.hook);
    keycloak.awaitAnswer(http);
    return keycloak;
  }

  private static Process launch(KeycloakCommand command, String password, Path console) {
    ProcessBuilder builder =
        new ProcessBuilder(command.arguments())
            .directory(command.data().toFile())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KC_"));
    // Not on the command line, which everyone on the machine can read.
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new KeycloakException("Cannot start Java for Keycloak: " + e, e);
    }
  }

  private void awaitAnswer(KeycloakHttp http) {
    URI probe = http.resolve("/realms/master");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!http.answers(probe)) {
      if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        close();
        throw new KeycloakException("Keycloak does not start: " + lastWords());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw KeycloakException.interrupted(e);
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(console);
      return lines.isEmpty() ? "see keycloak.log" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "see " + console;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      return;
    }
    end();
  }

  private void end() {
    KeycloakPid.of(process.toHandle()).end();
    pidFile.delete();
  }
}
