package dev.tokenkeeper.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

  @TempDir Path folder;

  @Test
  void run_withoutCommand_saysSoInPlainWords() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly("tokenkeeper: Missing required subcommand", "Try 'tokenkeeper --help'.");
  }

  @Test
  void run_help_namesEveryOptionAndExitCode() {
    CommandLineRun run = CommandLineRun.of("demo", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("--keycloak", "--naive", "--seconds", "--users", "--data", "--json")
        .contains("0   nothing was lost", "1   something was lost", "2   bad input");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void run_version_namesProductAndJava() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Token Keeper ").contains("Java " + Runtime.version());
  }

  @Test
  void run_numberThatIsNone_namesTheOption() {
    CommandLineRun run = CommandLineRun.of("demo", "--seconds", "soon");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly(
            "tokenkeeper: Invalid value for option '--seconds': 'soon' is not an int",
            "Try 'tokenkeeper demo --help'.");
  }

  @Test
  void run_severalWrongOptions_reportsAllAtOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    CommandLineRun run =
        CommandLineRun.of("demo", "--seconds", "0", "--users", "5001", "--data", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly(
            "tokenkeeper: --seconds: is 0. Use 1 to 86400.",
            "tokenkeeper: --users: is 5001. Use 1 to 5000.",
            "tokenkeeper: --data: " + file + " is not a folder. Name another one.");
  }

  @Test
  void run_folderThatCannotBeMade_namesItAndTheRemedy() throws IOException {
    Path below = Files.createFile(folder.resolve("file")).resolve("data");

    CommandLineRun run = CommandLineRun.shortDemo(below);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .startsWith("tokenkeeper: --data: " + below)
        .endsWith("Name a folder that you may write to.");
  }
}
