package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A rule of Astra's that its simulator breaks, and the adapter's test that has to notice. */
public enum AstraFlip {
  OLD_ACCESS_TOKEN_LIVES_ON(
      "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
      builder ->
          builder.deviation =
              Deviation.honouring((token, yes) -> yes || token.startsWith("astra_at_"))),
  REFRESH_TOKEN_WORKS_ONCE(
      "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
      builder -> builder.deviation = spending(new HashSet<>())),
  REFRESH_TOKEN_STAYS_THE_SAME(
      "AstraSimulatorTest#send_refreshTokenTwice_worksAndKillsTheAccessTokenBefore",
      answering(AstraFlip::sameRefreshToken)),
  REFRESH_TOKEN_LIVES_FIVE_DAYS(
      "AstraSimulatorTest#send_refreshWeekly_keepsTheUserForGood",
      living(Duration.ofDays(5), Duration.ofMinutes(5), Duration.ofMinutes(1))),
  REFRESH_TOKEN_LIVES_ELEVEN_DAYS(
      "AstraSimulatorTest#send_refreshTokenAtItsEnd_isRefused",
      living(Duration.ofDays(11), Duration.ofMinutes(5), Duration.ofMinutes(1))),
  CODE_LIVES_TEN_MINUTES(
      "AstraSimulatorTest#send_codeAtItsEnd_isRefused",
      living(Duration.ofDays(10), Duration.ofMinutes(10), Duration.ofMinutes(1))),
  CODE_WORKS_TWICE(
      "AstraSimulatorTest#send_codeTwice_isRefused",
      builder -> builder.deviation = repeating(new HashMap<>())),
  IDENTITY_TOKEN_LIVES_TWO_MINUTES(
      "AstraSimulatorTest#verify_user_lastsAMinute",
      living(Duration.ofDays(10), Duration.ofMinutes(5), Duration.ofMinutes(2))),
  DEAD_REFRESH_TOKEN_IS_INVALID_REQUEST(
      "AstraSimulatorTest#send_refreshTokenAtItsEnd_isRefused",
      answering((request, answer) -> renamed(answer, "invalid_grant", "invalid_request"))),
  WRONG_CLIENT_IS_INVALID_GRANT(
      "AstraSimulatorTest#send_wrongClient_isOurAffairAlone",
      answering((request, answer) -> renamed(answer, "invalid_client", "invalid_grant"))),
  FOURTH_USER_INTENT_IS_TAKEN(
      "AstraSimulatorTest#create_fourthOfOneEmail_isRefused",
      answering(
          (request, answer) ->
              answer.status() == 400 ? Answer.json(201, Answer.fields("id", "uin_4")) : answer)),
  DEAD_ACCESS_TOKEN_IS_403(
      "AstraJourneyTest#call_deadAccessToken_isRenewedByOneRequestAndSentOnceMore",
      answering((request, answer) -> restated(answer, 401, 403)));

  private static volatile @Nullable AstraFlip broken;

  private final String test;
  private final Consumer<AstraSimulatorBuilder> rule;

  AstraFlip(String test, Consumer<AstraSimulatorBuilder> rule) {
    this.test = test;
    this.rule = rule;
  }

  /** Returns a builder that keeps to the rules, but for the one that is broken just now. */
  public static AstraSimulatorBuilder simulator() {
    AstraSimulatorBuilder builder = AstraSimulator.builder();
    AstraFlip now = broken;
    if (now != null) {
      now.rule.accept(builder);
    }
    return builder;
  }

  /** Breaks one rule in simulators to come; null keeps them all. */
  public static void breakOnly(@Nullable AstraFlip one) {
    broken = one;
  }

  /** Returns the test that has to notice: its class, without the package, and its method. */
  public String test() {
    return test;
  }

  private static Consumer<AstraSimulatorBuilder> answering(
      BiFunction<Request, Answer, Answer> said) {
    return builder -> builder.deviation = Deviation.answering(said);
  }

  private static Answer renamed(Answer answer, String error, String other) {
    return answer.body() instanceof Map<?, ?> fields && error.equals(fields.get("error"))
        ? answer.replacing("error", other)
        : answer;
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

  private static Answer sameRefreshToken(Request request, Answer answer) {
    String token = field(request, "refresh_token");
    return token.isEmpty() ? answer : answer.replacing("refresh_token", token);
  }

  private static Consumer<AstraSimulatorBuilder> living(
      Duration refreshToken, Duration code, Duration identity) {
    return builder ->
        builder.lifetimes(new AstraLifetimes(Duration.ofHours(2), refreshToken, code, identity));
  }

  private static Deviation spending(Set<String> spent) {
    return Deviation.asking(
        request -> {
          String token = field(request, "refresh_token");
          return token.isEmpty() || spent.add(token) ? request : rewritten(request, token, "spent");
        });
  }

  private static Deviation repeating(Map<String, Answer> given) {
    return Deviation.answering(
        (request, answer) -> {
          String code = field(request, "code");
          Answer before = code.isEmpty() ? null : given.putIfAbsent(code, answer);
          return before == null ? answer : before;
        });
  }
}
