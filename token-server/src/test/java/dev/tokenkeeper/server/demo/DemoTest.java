package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("whole")
class DemoTest {

  @TempDir Path data;

  @Test
  void run_twiceOnOneFolder_losesNothingAndAsksNobodyAgain() throws Exception {
    DemoRun first = DemoRun.of(data, false, 8, 4);
    assertKept(first.result());
    assertThat(first.progress()).contains("15 authorizations were given.");
    assertThat(first.result().providers())
        .containsOnlyKeys("astra", "bsn", "ringcentral", "ringcentral-jwt")
        .allSatisfy((id, each) -> assertThat(each.truth().fewestRefreshes()).as(id).isPositive());
    assertThat(first.result().truth().authorizations())
        .allSatisfy(
            (id, seen) ->
                assertThat(seen.sessionsEnded())
                    .as(id.toString())
                    .isGreaterThanOrEqualTo(endsOf(id)));

    DemoRun second = DemoRun.of(data, false, 2, 4);
    assertKept(second.result());
    assertThat(second.progress())
        .contains("15 authorizations are known from an earlier run, 0 were given now.");
    assertThat(second.output().strip()).isEqualTo(second.result().json());
  }

  @Test
  void run_whenRefreshTokensAreEnding_asksTheirUsersAgainAndNotTooOften() throws Exception {
    DemoRun.of(data, DemoRun.FORGETFUL, false, 1, 2);

    DemoRun second = DemoRun.of(data, DemoRun.FORGETFUL, false, 11, 2);
    assertKept(second.result());
    assertThat(second.progress())
        .contains("5 authorizations are known from an earlier run, 4 were given now.");
  }

  @Test
  void run_naive_losesAndSaysWhy() throws Exception {
    DemoRun run = DemoRun.of(data, true, 3, 4);

    assertThat(run.result().lost()).isPositive();
    assertThat(run.result().providers()).containsOnlyKeys("bsn");
    assertThat(run.result().truth().refreshTokenReuses()).isPositive();
    assertThat(run.result().exitCode()).isEqualTo(1);
    assertThat(run.progress()).contains("took the second for theft", "in the clear");
  }

  /** Only BSN.cloud ends sessions that are in use. */
  private static long endsOf(AuthorizationId id) {
    return id.provider().equals("bsn") ? 1 : 0;
  }

  private static void assertKept(Result result) {
    assertThat(result.exitCode()).isZero();
    assertThat(result.needUser()).isZero();
    assertThat(result.truth().authLimitExceeded()).isEqualTo(OptionalLong.of(0));
    assertThat(result.truth().refreshTokenReuses()).isZero();
    assertThat(result.truth().concurrentRefreshes()).isZero();
  }
}
