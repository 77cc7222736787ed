package dev.tokenkeeper.testkit.simulator;

import dev.tokenkeeper.testkit.contract.Flips;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rules of BSN.cloud's that its simulator breaks, and the adapter's tests that have to notice. */
public final class BsnFlip {
  public static final Flips<BsnSimulatorBuilder> FLIPS =
      new Flips<>(BsnSimulator::builder)
          .flip(
              "REFRESH_TOKEN_WORKS_TWICE",
              "BsnSimulatorTest#send_spentRefreshToken_isRefusedAndCostsTheSession",
              bsn -> bsn.deviation = forgiving(new ArrayDeque<>()))
          .flip(
              "REUSE_COSTS_NOTHING",
              "BsnSimulatorTest#send_spentRefreshToken_isRefusedAndCostsTheSession",
              bsn -> bsn.reuseKillsSession(false))
          .flip(
              "REFRESH_TOKEN_STAYS_THE_SAME",
              "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
              bsn -> bsn.deviation = Deviation.keepingRefreshTokens())
          .flip(
              "REFRESH_KILLS_THE_ACCESS_TOKEN",
              "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
              bsn -> bsn.deviation = Deviation.honouringTheLatest())
          .flip(
              "REFRESH_BEGINS_A_SESSION",
              "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
              bsn -> bsn.deviation = Deviation.answering(BsnFlip::withAnotherSession))
          .flip(
              "ACCESS_TOKEN_LIVES_330_SECONDS",
              "BsnSimulatorTest#send_loginThenRefresh_getsNewTokensOfOneSession",
              bsn -> bsn.profile(Profile.PUBLISHED))
          .flip(
              "REFRESH_TOKEN_LIVES_AN_HOUR",
              "BsnSimulatorTest#send_refreshAfterTheSessionsEnd_isRefused",
              bsn ->
                  bsn.lifetimes(
                      new BsnLifetimes(
                          Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofHours(12))))
          .flip(
              "WRONG_PASSWORD_IS_INVALID_CLIENT",
              "BsnSimulatorTest#send_wrongPassword_isTheUsersAffairAlone",
              bsn -> bsn.deviation = Deviation.renaming("invalid_grant", "invalid_client"))
          .flip(
              "WRONG_CLIENT_IS_INVALID_GRANT",
              "BsnSimulatorTest#send_wrongClient_isOurAffairAlone",
              bsn -> bsn.deviation = Deviation.renaming("unauthorized_client", "invalid_grant"))
          .flip(
              "CLIENT_CREDENTIALS_BRING_A_REFRESH_TOKEN",
              "BsnSimulatorTest#send_mint_getsAnAccessTokenAlone",
              bsn -> bsn.deviation = Deviation.answering(BsnFlip::withRefreshToken))
          .flip(
              "REVOKED_TOKEN_LIVES_ON",
              "BsnSimulatorTest#send_revoke_killsTheTokens",
              bsn -> bsn.deviation = Deviation.reading("token", token -> "nothing"))
          .flip(
              "ENDED_SESSION_IS_403",
              "BsnSimulatorTest#prepare_sessionGone_isSaid",
              bsn -> bsn.deviation = Deviation.restating(Set.of(410), 403))
          .flip(
              "EXPIRED_ACCESS_TOKEN_IS_404",
              "BsnKeeperTest#call_expiredAccessToken_isRenewedByOneRequestAndSentOnceMore",
              bsn -> bsn.deviation = Deviation.restating(Set.of(401, 403), 404));

  private BsnFlip() {}

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static BsnSimulatorBuilder simulator() {
    return FLIPS.simulator();
  }

  /** Each refresh token stands for the newest. */
  private static Deviation forgiving(Deque<String> given) {
    return Deviation.reading(
            "refresh_token", token -> given.contains(token) ? given.getLast() : token)
        .noting("refresh_token", given);
  }

  private static Answer withAnotherSession(Request request, Answer answer) {
    return answer.replacing("session_state", UUID.randomUUID().toString());
  }

  private static Answer withRefreshToken(Request request, Answer answer) {
    Map<String, Object> more = new LinkedHashMap<>();
    if (answer.body() instanceof Map<?, ?> fields && fields.containsKey("access_token")) {
      fields.forEach((name, value) -> more.put((String) name, value));
      more.put("refresh_token", "bsn-rt-0");
    }
    return more.isEmpty() ? answer : new Answer(200, answer.headers(), more, false);
  }
}
