package dev.tokenkeeper.testkit.simulator;

import dev.tokenkeeper.testkit.contract.Flips;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rules of RingCentral's that its simulator breaks, and the adapter's tests that have to notice.
 */
public final class RingCentralFlip {
  public static final Flips<RingCentralSimulatorBuilder> FLIPS =
      new Flips<>(RingCentralSimulator::builder)
          .flip(
              "REPLAY_BRINGS_A_NEW_PAIR",
              "RingCentralSimulatorTest#send_replayInsideTheGrace_bringsTheSamePair",
              theirs -> theirs.newPairOnReplay(true))
          .flip(
              "GRACE_LASTS_FIVE_MINUTES",
              "RingCentralSimulatorTest#send_replayInsideTheGrace_bringsTheSamePair",
              forgiving(Duration.ofSeconds(10), Duration.ofMinutes(5)))
          .flip(
              "GRACE_LASTS_TWO_HOURS",
              "RingCentralSimulatorTest#send_replayAfterTheGrace_isRefusedAndCostsNothingElse",
              forgiving(Duration.ofSeconds(10), Duration.ofHours(2)))
          .flip(
              "GRACE_OUTLIVES_THE_FIRST_USE",
              "RingCentralSimulatorTest#send_replayAfterTheFirstUse_isForgivenForTenSeconds",
              forgiving(Duration.ofMinutes(1), Duration.ofHours(1)))
          .flip(
              "FIRST_USE_ENDS_THE_GRACE",
              "RingCentralSimulatorTest#send_replayAfterTheFirstUse_isForgivenForTenSeconds",
              forgiving(Duration.ZERO, Duration.ofHours(1)))
          .flip(
              "OLD_ACCESS_TOKEN_LIVES_ON",
              "RingCentralSimulatorTest#send_codeThenRefresh_getsNewTokensOfOneSession",
              theirs -> theirs.deviation = honouringAll(new HashSet<>()))
          .flip(
              "LIVES_ARE_TOLD_TO_THE_SECOND",
              "RingCentralSimulatorTest#send_codeThenRefresh_getsNewTokensOfOneSession",
              theirs -> theirs.expiresInOneShort(false))
          .flip(
              "ANSWER_DOES_NOT_NAME_THE_OWNER",
              "RingCentralSimulatorTest#of_apiAndAnswer_nameTheSameAccount",
              theirs ->
                  theirs.deviation =
                      Deviation.answering((request, answer) -> answer.without("owner_id")))
          .flip(
              "REVOCATION_SPARES_THE_SESSION",
              "RingCentralSimulatorTest#send_revoke_endsTheWholeSession",
              theirs -> theirs.deviation = Deviation.reading("token", token -> "nothing"))
          .flip(
              "EXPIRED_REFRESH_TOKEN_IS_NOT_FOUND",
              "RingCentralSimulatorTest#send_refreshTokenTooOld_isRefused",
              theirs -> theirs.deviation = Deviation.answering(RingCentralFlip::notFound))
          .flip(
              "MINT_KILLS_THE_TOKEN_BEFORE",
              "RingCentralSimulatorTest#send_assertionTwice_opensTwoSessionsThatBothLive",
              theirs -> theirs.deviation = Deviation.honouringTheLatest())
          .flip(
              "LIVES_ASKED_FOR_ARE_NOT_GRANTED",
              "RingCentralSimulatorTest#send_whatIsAskedFor_isGranted",
              theirs -> theirs.deviation = Deviation.reading("access_token_ttl", seconds -> ""))
          .flip(
              "DEAD_ACCESS_TOKEN_IS_403",
              "RingCentralKeeperTest#call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore",
              theirs -> theirs.deviation = Deviation.restating(Set.of(401), 403));

  private RingCentralFlip() {}

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static RingCentralSimulatorBuilder simulator() {
    return FLIPS.simulator();
  }

  private static Consumer<RingCentralSimulatorBuilder> forgiving(
      Duration afterUse, Duration unused) {
    return theirs ->
        theirs.lifetimes(
            new RingCentralLifetimes(
                Duration.ofHours(24), Duration.ofDays(7), Duration.ofMinutes(1), afterUse, unused));
  }

  /** Every access token that was ever given counts. */
  private static Deviation honouringAll(Set<String> given) {
    return Deviation.honouring((token, honoured) -> honoured || given.contains(token))
        .noting("access_token", given);
  }

  private static Answer notFound(Request request, Answer answer) {
    return answer.replacing("error_description", "Token not found").replacing("errors", List.of());
  }
}
