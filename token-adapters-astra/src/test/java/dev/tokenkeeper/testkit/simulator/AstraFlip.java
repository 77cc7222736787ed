package dev.tokenkeeper.testkit.simulator;

import dev.tokenkeeper.testkit.contract.Flips;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Rules of Astra's that its simulator breaks, and the adapter's tests that have to notice. */
public final class AstraFlip {
  public static final Flips<AstraSimulatorBuilder> FLIPS =
      new Flips<>(AstraSimulator::builder)
          .flip(
              "OLD_ACCESS_TOKEN_LIVES_ON",
              "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
              astra ->
                  astra.deviation =
                      Deviation.honouring((token, yes) -> yes || token.startsWith("astra_at_")))
          .flip(
              "REFRESH_TOKEN_WORKS_ONCE",
              "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
              astra -> astra.deviation = spending(new HashSet<>()))
          .flip(
              "REFRESH_TOKEN_STAYS_THE_SAME",
              "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
              astra -> astra.deviation = Deviation.keepingRefreshTokens())
          .flip(
              "REFRESH_TOKEN_LIVES_FIVE_DAYS",
              "AstraSimulatorTest#send_refreshWeekly_keepsTheUserForGood",
              living(Duration.ofDays(5), Duration.ofMinutes(5), Duration.ofMinutes(1)))
          .flip(
              "REFRESH_TOKEN_LIVES_ELEVEN_DAYS",
              "AstraSimulatorTest#send_refreshTokenAtItsEnd_isRefused",
              living(Duration.ofDays(11), Duration.ofMinutes(5), Duration.ofMinutes(1)))
          .flip(
              "CODE_LIVES_TEN_MINUTES",
              "AstraSimulatorTest#send_codeAtItsEnd_isRefused",
              living(Duration.ofDays(10), Duration.ofMinutes(10), Duration.ofMinutes(1)))
          .flip(
              "CODE_WORKS_TWICE",
              "AstraSimulatorTest#send_codeTwice_isRefused",
              astra -> astra.deviation = repeating(new HashMap<>()))
          .flip(
              "IDENTITY_TOKEN_LIVES_TWO_MINUTES",
              "AstraSimulatorTest#verify_user_lastsAMinute",
              living(Duration.ofDays(10), Duration.ofMinutes(5), Duration.ofMinutes(2)))
          .flip(
              "DEAD_REFRESH_TOKEN_IS_INVALID_REQUEST",
              "AstraSimulatorTest#send_refreshTokenAtItsEnd_isRefused",
              astra -> astra.deviation = Deviation.renaming("invalid_grant", "invalid_request"))
          .flip(
              "WRONG_CLIENT_IS_INVALID_GRANT",
              "AstraSimulatorTest#send_wrongClient_isOurAffairAlone",
              astra -> astra.deviation = Deviation.renaming("invalid_client", "invalid_grant"))
          .flip(
              "FOURTH_USER_INTENT_IS_TAKEN",
              "AstraSimulatorTest#create_fourthOfOneEmail_isRefused",
              astra -> astra.deviation = Deviation.answering(AstraFlip::taken))
          .flip(
              "DEAD_ACCESS_TOKEN_IS_403",
              "AstraJourneyTest#call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore",
              astra -> astra.deviation = Deviation.restating(Set.of(401), 403));

  private AstraFlip() {}

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static AstraSimulatorBuilder simulator() {
    return FLIPS.simulator();
  }

  private static Consumer<AstraSimulatorBuilder> living(
      Duration refreshToken, Duration code, Duration identity) {
    return astra ->
        astra.lifetimes(new AstraLifetimes(Duration.ofHours(2), refreshToken, code, identity));
  }

  private static Deviation spending(Set<String> spent) {
    return Deviation.reading("refresh_token", token -> spent.add(token) ? token : "spent");
  }

  private static Deviation repeating(Map<String, Answer> given) {
    return Deviation.answering(
        (request, answer) -> {
          String code = Deviation.field(request, "code");
          Answer before = code.isEmpty() ? null : given.putIfAbsent(code, answer);
          return before == null ? answer : before;
        });
  }

  private static Answer taken(Request request, Answer answer) {
    return answer.status() == 400 ? Answer.json(201, Answer.fields("id", "uin_4")) : answer;
  }
}
