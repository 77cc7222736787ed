package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.AstraWorld.DEAD_CODE;
import static dev.tokenkeeper.testkit.simulator.BsnTokenEndpointTest.assertRefused;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.testkit.Fact;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AstraCodeTest {

  private static final String OTHER = BsnWorld.basic("other", "x");
  private static final URI SECOND_REDIRECT = URI.create("http://127.0.0.1/second");

  private final AstraWorld world =
      AstraWorld.with(
          builder ->
              builder
                  .client(AstraSimulator.DEFAULT_CLIENT_ID, AstraSimulator.DEFAULT_CLIENT_SECRET)
                  .client("other", "x")
                  .redirectUri(AstraSimulator.DEFAULT_REDIRECT_URI)
                  .redirectUri(SECOND_REDIRECT));

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Fact("4.4-answer")
  void code_exchanged_givesExactlyTheDocumentedFields() {
    HttpResponse<String> granted = world.signIn();

    assertThat(granted.statusCode()).isEqualTo(200);
    assertThat(granted.body())
        .matches(
            "\\{\"access_token\":\"astra_at_[\\w-]{32}\",\"token_type\":\"bearer\","
                + "\"expires_in\":7200,\"refresh_token\":\"astra_rt_[\\w-]{32}\"}");
    assertThat(granted.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(world.call(granted)).isEqualTo(200);
  }

  @Test
  void code_exchanged_isWrittenToTheTruth() {
    HttpResponse<String> granted = world.signIn();

    TruthLog truth = world.simulator.truth();
    assertThat(truth.logins("ada")).isEqualTo(1);
    assertThat(truth.entries("ada"))
        .extracting(entry -> entry.kind() + " " + entry.detail())
        .containsExactly(
            "CODE_ISSUED ",
            "CODE_REDEEMED ",
            "SESSION_STARTED ",
            "ISSUED ACCESS",
            "ISSUED REFRESH");
    assertThat(truth.issuedTokens())
        .containsExactly(field(granted, "access_token"), field(granted, "refresh_token"));
    assertThat(truth.entries(TruthKind.ISSUED).get(0).fingerprint())
        .isEqualTo(TruthLog.fingerprint(field(granted, "access_token")));
  }

  @Test
  @Fact("4.5-code")
  void code_presentedTwice_isRefusedAndItsTokensLiveOn() {
    String code = world.agreed("ada");
    HttpResponse<String> granted = world.redeem(code);

    assertRefused(world.redeem(code), 400, "invalid_grant", DEAD_CODE);
    assertWhy("ada", "USED");
    assertThat(world.call(granted)).isEqualTo(200);
  }

  @Test
  @Fact("1.code-life.astra")
  void code_after300Seconds_isExpired() {
    String inTime = world.agreed("ada");
    String late = world.agreed("ada");
    world.pass(299);
    assertThat(world.redeem(inTime).statusCode()).isEqualTo(200);
    world.pass(1);

    assertRefused(world.redeem(late), 400, "invalid_grant", DEAD_CODE);
    assertWhy("ada", "EXPIRED");
  }

  @Test
  void code_garbageOrARefreshToken_isUnknown() {
    assertRefused(world.redeem("garbage"), 400, "invalid_grant", DEAD_CODE);
    assertWhy("", "UNKNOWN");
    assertRefused(
        world.redeem(field(world.signIn(), "refresh_token")), 400, "invalid_grant", DEAD_CODE);
  }

  @Test
  @Fact("4.4-code")
  void code_otherRedirectUri_isRefusedAndNotUsedUp() {
    String code = world.agreed("ada");

    assertRefused(world.redeem(code, SECOND_REDIRECT.toString()), 400, "invalid_grant", DEAD_CODE);
    assertWhy("ada", "OTHER_REDIRECT");
    assertThat(world.token("grant_type", "authorization_code", "code", code).body())
        .contains("invalid_request", "redirect_uri");
    assertThat(world.redeem(code).statusCode()).isEqualTo(200);
  }

  @Test
  void code_otherClient_isRefusedAndNotUsedUp() {
    String code = world.agreed("ada");

    HttpResponse<String> stolen =
        world.tokenAs(
            OTHER,
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            AstraWorld.REDIRECT);

    assertRefused(stolen, 400, "invalid_grant", DEAD_CODE);
    assertWhy("ada", "OTHER_CLIENT");
    assertThat(world.redeem(code).statusCode()).isEqualTo(200);
  }

  @Test
  void code_issuedByTheAdmin_isAsGoodAsAnAgreedOne() {
    String code = world.simulator.admin().issueCode("ada", SECOND_REDIRECT);

    assertThat(world.redeem(code, SECOND_REDIRECT.toString()).statusCode()).isEqualTo(200);
    assertThat(world.simulator.truth().logins("ada")).isEqualTo(1);
    assertThatThrownBy(() -> world.simulator.admin().issueCode("nobody", SECOND_REDIRECT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> world.simulator.admin().issueCode("ada", URI.create("http://x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void code_aRefreshTokensLifeAfterItsExpiry_isForgotten() {
    String old = world.agreed("ada");
    world.pass(1);
    String younger = world.agreed("ada");
    world.pass(299 + Duration.ofDays(10).toSeconds());
    HttpResponse<String> kept = world.signIn();
    for (int i = 0; i < 10_000; i++) {
      world.simulator.admin().issueCode("ada", SECOND_REDIRECT);
    }

    assertThat(world.redeem(old).statusCode()).isEqualTo(400);
    assertWhy("", "UNKNOWN");
    assertThat(world.redeem(younger).statusCode()).isEqualTo(400);
    assertWhy("ada", "EXPIRED");
    assertThat(world.refresh(kept).statusCode()).isEqualTo(200);
  }

  private void assertWhy(String username, String detail) {
    assertThat(world.simulator.truth().entries(TruthKind.CODE_REFUSED))
        .last()
        .extracting(TruthEntry::username, TruthEntry::detail)
        .containsExactly(username, detail);
  }
}
