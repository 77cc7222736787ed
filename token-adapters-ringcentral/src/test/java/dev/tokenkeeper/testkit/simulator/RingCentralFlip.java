package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rule of RingCentral's that its simulator breaks, and the adapter's test that has to notice. */
public enum RingCentralFlip {
  REPLAY_BRINGS_A_NEW_PAIR(
      "RingCentralSimulatorTest#send_replayInsideTheGrace_bringsTheSamePair",
      builder -> builder.newPairOnReplay(true)),
  GRACE_LASTS_FIVE_MINUTES(
      "RingCentralSimulatorTest#send_replayInsideTheGrace_bringsTheSamePair",
      forgiving(Duration.ofSeconds(10), Duration.ofMinutes(5))),
  GRACE_LASTS_TWO_HOURS(
      "RingCentralSimulatorTest#send_replayAfterTheGrace_isRefusedAndCostsNothingElse",
      forgiving(Duration.ofSeconds(10), Duration.ofHours(2))),
  GRACE_OUTLIVES_THE_FIRST_USE(
      "RingCentralSimulatorTest#send_replayAfterTheFirstUse_isForgivenForTenSeconds",
      forgiving(Duration.ofMinutes(1), Duration.ofHours(1))),
  FIRST_USE_ENDS_THE_GRACE(
      "RingCentralSimulatorTest#send_replayAfterTheFirstUse_isForgivenForTenSeconds",
      forgiving(Duration.ZERO, Duration.ofHours(1))),
  OLD_ACCESS_TOKEN_LIVES_ON(
      "RingCentralSimulatorTest#send_codeThenRefresh_getsNewTokensOfOneSession",
      builder -> builder.deviation = allOfThem(new HashSet<>())),
  LIVES_ARE_TOLD_TO_THE_SECOND(
      "RingCentralSimulatorTest#send_codeThenRefresh_getsNewTokensOfOneSession",
      builder -> builder.expiresInOneShort(false)),
  ANSWER_DOES_NOT_NAME_THE_OWNER(
      "RingCentralSimulatorTest#of_apiAndAnswer_nameTheSameAccount",
      answering((request, answer) -> answer.without("owner_id"))),
  REVOCATION_SPARES_THE_SESSION(
      "RingCentralSimulatorTest#send_revoke_endsTheWholeSession",
      builder -> builder.deviation = Deviation.asking(RingCentralFlip::revokingNothing)),
  EXPIRED_REFRESH_TOKEN_IS_NOT_FOUND(
      "RingCentralSimulatorTest#send_refreshTokenTooOld_isRefused",
      answering(
          (request, answer) ->
              answer
                  .replacing("error_description", "Token not found")
                  .replacing("errors", List.of()))),
  MINT_KILLS_THE_TOKEN_BEFORE(
      "RingCentralSimulatorTest#send_assertionTwice_opensTwoSessionsThatBothLive",
      builder -> builder.deviation = onlyTheLatest(new HashSet<>())),
  LIVES_ASKED_FOR_ARE_NOT_GRANTED(
      "RingCentralSimulatorTest#send_whatIsAskedFor_isGranted",
      builder ->
          builder.deviation =
              Deviation.asking(request -> rewritten(request, "access_token_ttl", "x"))),
  DEAD_ACCESS_TOKEN_IS_403(
      "RingCentralKeeperTest#call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore",
      answering((request, answer) -> restated(answer, 401, 403)));

  private static volatile @Nullable RingCentralFlip broken;

  private final String test;
  private final Consumer<RingCentralSimulatorBuilder> rule;

  RingCentralFlip(String test, Consumer<RingCentralSimulatorBuilder> rule) {
    this.test = test;
    this.rule = rule;
  }

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static RingCentralSimulatorBuilder simulator() {
    RingCentralSimulatorBuilder builder = RingCentralSimulator.builder();
    RingCentralFlip now = broken;
    if (now != null) {
      now.rule.accept(builder);
    }
    return builder;
  }

  /** Breaks one rule in simulators to come; null keeps them all. */
  public static void breakOnly(@Nullable RingCentralFlip one) {
    broken = one;
  }

  /** Returns the test that has to notice: its class, without the package, and its method. */
  public String test() {
    return test;
  }

  private static Consumer<RingCentralSimulatorBuilder> answering(
      BiFunction<Request, Answer, Answer> said) {
    return builder -> builder.deviation = Deviation.answering(said);
  }

  private static Answer restated(Answer answer, int status, int other) {
    return answer.status() == status
        ? new Answer(other, answer.headers(), answer.body(), false)
        : answer;
  }

  /** Of the form; empty if there is none, or no such field. */
  private static String field(Request request, String name) {
    return request.contentType().equals(Form.CONTENT_TYPE)
        ? Form.of(request).find(name).orElse("")
        : "";
  }

  private static Request rewritten(Request request, String text, String other) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.authorization(),
        request.contentType(),
        request.body().replace(text, other),
        true);
  }

  private static String said(Answer answer, String name) {
    return answer.body() instanceof Map<?, ?> fields && fields.get(name) instanceof String text
        ? text
        : "";
  }

  /** Only the access token that was given last counts. */
  private static Deviation onlyTheLatest(Set<String> given) {
    return Deviation.honouring(
            (token, honoured) -> honoured && (given.contains(token) || given.isEmpty()))
        .and(
            (request, answer) -> {
              String token = said(answer, "access_token");
              if (!token.isEmpty()) {
                given.clear();
                given.add(token);
              }
              return answer;
            });
  }

  /** Every access token that was ever given counts. */
  private static Deviation allOfThem(Set<String> given) {
    return Deviation.honouring((token, honoured) -> honoured || given.contains(token))
        .and(
            (request, answer) -> {
              given.add(said(answer, "access_token"));
              return answer;
            });
  }

  private static Consumer<RingCentralSimulatorBuilder> forgiving(
      Duration afterUse, Duration unused) {
    return builder ->
        builder.lifetimes(
            new RingCentralLifetimes(
                Duration.ofHours(24), Duration.ofDays(7), Duration.ofMinutes(1), afterUse, unused));
  }

  private static Request revokingNothing(Request request) {
    return request.path().equals(RingCentralPaths.REVOKE)
        ? rewritten(request, field(request, "token"), "nothing")
        : request;
  }
}
