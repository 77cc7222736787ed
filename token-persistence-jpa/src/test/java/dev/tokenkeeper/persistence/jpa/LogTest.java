package dev.tokenkeeper.persistence.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final List<String> EVERY_LOGGER_TALKS =
      List.of(
          "-Dorg.jboss.logging.provider=slf4j", "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");

  @TempDir private Path folder;

  @Test
  void logs_everyLoggerAtTrace_holdNoSecret() throws Exception {
    try (var child =
        ChildProcess.start(TalkativeStore.class, EVERY_LOGGER_TALKS, folder.toString())) {
      String all = child.output().lines().collect(Collectors.joining("\n"));

      assertThat(child.exitCode()).isZero();
      assertThat(all)
          .contains("org.hibernate.orm.jdbc.bind", "VARBINARY) -> [[", "com.zaxxer.hikari")
          .contains("org.flywaydb", "SQL state 22001")
          .doesNotContain(TalkativeStore.CANARY, asBytesAreLogged(TalkativeStore.CANARY));
    }
  }

  private static String asBytesAreLogged(String text) {
    String list = Arrays.toString(text.getBytes(UTF_8));
    return list.substring(1, list.length() - 1);
  }
}
