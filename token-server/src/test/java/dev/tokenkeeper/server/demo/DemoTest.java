package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("whole")
class DemoTest {

  @TempDir Path data;

  @Test
  void run_twiceOnOneFolder_losesNothingAndLogsNobodyInAgain() throws Exception {
    DemoRun first = DemoRun.of(data, false, 8, 4);
    assertKept(first.result());
    assertThat(first.result().truth().fewestRefreshes()).isPositive();
    assertThat(first.result().truth().users().values())
        .allSatisfy(user -> assertThat(user.sessionsEnded()).isPositive());

    DemoRun second = DemoRun.of(data, false, 2, 4);
    assertKept(second.result());
    assertThat(second.progress())
        .contains("4 users are known from an earlier run, 0 have logged in.");
    assertThat(second.output().strip()).isEqualTo(second.result().json());
  }

  @Test
  void run_naive_losesAndSaysWhy() throws Exception {
    DemoRun run = DemoRun.of(data, true, 3, 4);

    assertThat(run.result().lost()).isPositive();
    assertThat(run.result().truth().refreshTokenReuses()).isPositive();
    assertThat(run.result().exitCode()).isEqualTo(1);
    assertThat(run.progress()).contains("took the second for theft", "in the clear");
  }

  private static void assertKept(Result result) {
    assertThat(result.exitCode()).isZero();
    assertThat(result.needUser()).isZero();
    assertThat(result.truth().refreshTokenReuses()).isZero();
    assertThat(result.truth().concurrentRefreshes()).isZero();
  }
}
