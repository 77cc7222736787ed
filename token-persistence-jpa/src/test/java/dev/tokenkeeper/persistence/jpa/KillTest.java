package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.port.AuthorizationStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills writing processes with SIGKILL and looks for what they had been told is stored. */
@Tag("whole")
class KillTest {
  private static final int ROUNDS = 4;
  private static final int MOST_LOSSY_ROUNDS = 4;
  private static final int FEWEST_COMMITS = 50;
  private static final int MORE_COMMITS = 150;

  private final Random random = new Random();

  /** The revision that was acknowledged last, and the one that is there after the kill. */
  private record Round(long acknowledged, long found) {
    long lost() {
      return Math.max(0, acknowledged - found);
    }
  }

  @Test
  void kill_embeddedDatabase_losesNoAcknowledgedCommit(@TempDir Path folder) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Round round = round(OpenDatabase.url(folder));
      System.out.printf("kill -9, embedded database: %s, lost %d%n", round, round.lost());
      assertThat(round.lost()).isZero();
      try (var database = OpenDatabase.embedded(folder)) {
        assertWhole(database.ports().store(), round.found());
      }
    }
  }

  /** The harness must be able to see a loss, or it proves nothing. */
  @Test
  void kill_databaseWithH2sOwnDefaults_losesAcknowledgedCommits(@TempDir Path folder)
      throws Exception {
    long lost = 0;
    for (int i = 0; i < MOST_LOSSY_ROUNDS && lost == 0; i++) {
      Round round = round("jdbc:h2:async:" + folder.resolve("lossy" + i));
      System.out.printf("kill -9, H2's default delay: %s, lost %d%n", round, round.lost());
      lost = round.lost();
    }
    assertThat(lost).isPositive();
  }

  private Round round(String url) throws Exception {
    long acknowledged = acknowledgedUntilKilled(url);
    try (var source = new HikariDataSource()) {
      source.setJdbcUrl(url);
      var settings = JpaSettings.builder("test").dataSource(source).build();
      try (var persistence = JpaPersistence.open(settings, source, () -> {})) {
        long found =
            persistence
                .store()
                .find(CrashingWriter.COUNTER)
                .map(Authorization::revision)
                .orElse(0L);
        return new Round(acknowledged, found);
      }
    }
  }

  private long acknowledgedUntilKilled(String url) throws IOException, InterruptedException {
    int wanted = FEWEST_COMMITS + random.nextInt(MORE_COMMITS);
    try (var child = ChildProcess.start(CrashingWriter.class, List.of(), url)) {
      List<String> acknowledged = new ArrayList<>();
      child
          .output()
          .lines()
          .filter(line -> line.startsWith(CrashingWriter.ACKNOWLEDGED))
          .forEach(
              line -> {
                acknowledged.add(line);
                if (acknowledged.size() == wanted) {
                  child.kill();
                }
              });
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(wanted);
      String last = acknowledged.get(acknowledged.size() - 1);
      return Long.parseLong(last.substring(CrashingWriter.ACKNOWLEDGED.length()));
    }
  }

  /** What is there is there with all that was written beside it. */
  private static void assertWhole(AuthorizationStore store, long counter) {
    for (long number = 2; number <= counter; number++) {
      assertThat(store.find(CrashingWriter.row(number))).isPresent();
    }
    assertThat(store.find(CrashingWriter.row(counter + 1))).isEmpty();
  }
}
