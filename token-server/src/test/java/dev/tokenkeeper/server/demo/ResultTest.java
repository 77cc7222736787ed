package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
  private static final Tally BUSY = new Tally(2, 5, 29, 1, 1);
  private static final Tally LAZY = new Tally(1, 3, 20, 0, 0);

  @Test
  void json_ofARun_hasTheAgreedFields() {
    Result result = result(LAZY, 1);

    assertThat(result.json())
        .isEqualTo(
            "{\"seconds\":40,\"lost\":1,\"refreshTokenReuses\":7,"
                + "\"reauthorizationsRequired\":4,\"concurrentRefreshesOfOneAuthorization\":8,"
                + "\"providers\":{\"bsn\":{\"authorizations\":2,\"apiCalls\":56,"
                + "\"apiCallsRejected\":7,\"refreshes\":8,"
                + "\"minRefreshesOfOneAuthorization\":3,\"sessionsEnded\":1}}}");
  }

  @Test
  void exitCode_nothingLostAndEnoughCalls_isZero() {
    assertThat(result(LAZY, 0).exitCode()).isZero();
  }

  @Test
  void exitCode_oneLost_isOne() {
    assertThat(result(LAZY, 1).exitCode()).isEqualTo(1);
  }

  @Test
  void exitCode_tooFewCallsOfOne_isOne() {
    assertThat(result(new Tally(1, 3, 19, 0, 0), 0).exitCode()).isEqualTo(1);
  }

  private static Result result(Tally second, long lost) {
    var truth = new Truth(Map.of("user-01", BUSY, "user-02", second), 6, 7, 8);
    return new Result(40, "bsn", 2, truth, 9, lost, 4);
  }
}
