package dev.tokenkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README shows is what is built. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLE =
      ROOT.resolve(
          "examples/bom-consumer/src/main/java/dev/tokenkeeper/examples/HostApplication.java");

  @Test
  void readme_hostApplication_isTheExampleThatIsBuilt() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String shown = readme.split("```java\n")[1].split("```")[0];

    assertThat(lines(shown)).hasSizeGreaterThan(30);
    assertThat(lines(Files.readString(EXAMPLE))).containsSubsequence(lines(shown));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
