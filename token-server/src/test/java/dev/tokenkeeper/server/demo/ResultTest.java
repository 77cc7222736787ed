package dev.tokenkeeper.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultTest {
  private static final Tally BUSY = new Tally(2, 5, 29, 1, 1);
  private static final Tally LAZY = new Tally(1, 3, 20, 0, 0);

  @Test
  void json_ofARun_hasTheAgreedFields() {
    Result result = result(LAZY, 1, 2);

    assertThat(result.json())
        .isEqualTo(
            "{\"seconds\":40,\"lost\":1,\"refreshTokenReuses\":17,"
                + "\"reauthorizationsRequired\":4,\"concurrentRefreshesOfOneAuthorization\":8,"
                + "\"providers\":{\"astra\":{\"authorizations\":1,\"apiCalls\":30,"
                + "\"apiCallsRejected\":1,\"refreshes\":5,"
                + "\"minRefreshesOfOneAuthorization\":5},"
                + "\"ringcentral\":{\"authorizations\":2,\"apiCalls\":56,"
                + "\"apiCallsRejected\":7,\"refreshes\":8,"
                + "\"minRefreshesOfOneAuthorization\":3,\"sessionsEnded\":1,"
                + "\"authLimitExceeded\":2}}}");
  }

  @Test
  void exitCode_nothingLostAndEnoughCalls_isZero() {
    assertThat(result(LAZY, 0, 0).exitCode()).isZero();
  }

  @Test
  void exitCode_oneLost_isOne() {
    assertThat(result(LAZY, 1, 0).exitCode()).isEqualTo(1);
  }

  @Test
  void exitCode_tooFewServedOfOne_isOne() {
    assertThat(result(new Tally(1, 3, 19, 9, 0), 0, 0).exitCode()).isEqualTo(1);
  }

  @Test
  void exitCode_oneTokenRequestTooMany_isOne() {
    assertThat(result(LAZY, 0, 1).exitCode()).isEqualTo(1);
  }

  private static Result result(Tally lazy, long lost, long limitExceeded) {
    Map<String, ProviderResult> providers = new LinkedHashMap<>();
    var astra = new Truth(Map.of(id("astra", "ann"), BUSY), 0, 10, 0, false, OptionalLong.empty());
    providers.put("astra", new ProviderResult(astra, 0, 1));
    var ringCentral =
        new Truth(
            Map.of(id("ringcentral", "ann"), BUSY, id("ringcentral", "bob"), lazy),
            6,
            7,
            8,
            true,
            OptionalLong.of(limitExceeded));
    providers.put("ringcentral", new ProviderResult(ringCentral, lost, 3));
    return new Result(40, 9, providers);
  }

  private static AuthorizationId id(String provider, String user) {
    return AuthorizationId.of(provider, user);
  }
}
