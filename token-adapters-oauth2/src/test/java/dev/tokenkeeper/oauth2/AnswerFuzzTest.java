package dev.tokenkeeper.oauth2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Answers made up and spoilt at random: none makes the reader throw, and none that holds a token
 * for a plain reader loses it. {@code -Danswers.executions} sets how many there are, {@code
 * -Danswers.seed} which.
 */
@Tag("whole")
class AnswerFuzzTest {
  private static final int EXECUTIONS = Integer.getInteger("answers.executions", 200_000);
  private static final long SEED = Long.getLong("answers.seed", 20_261_121);

  private static final List<Integer> STATUSES =
      List.of(
          200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 201, 299, 302, 400, 401, 429,
          500, 503);
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json;charset=utf-16",
          "text/html",
          "application/x-www-form-urlencoded",
          "");
  private static final List<String> TIMES =
      List.of("", "7", "-1", "Sun, 06 Nov 1994 08:49:37 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "x");
  private static final List<Dialect> DIALECTS =
      List.of(
          Dialect.STANDARD,
          Dialect.STANDARD.withScopeSeparator(",").withKeptFields(Set.of("data", "a.b", "errors")),
          Dialect.STANDARD
              .withErrorAliases(Map.of("invalid_scope", "invalid_grant"))
              .withNotation(new Notation(Notation.Requests.JSON, Map.of(), ChronoUnit.MILLIS)),
          Dialect.STANDARD.withNotation(
              new Notation(
                  Notation.Requests.FORM,
                  Map.of(
                      Notation.Field.ACCESS_TOKEN, "data.access_token",
                      Notation.Field.REFRESH_EXPIRES_AT, "/a.b"),
                  ChronoUnit.SECONDS)));

  private final AnswerMutator answers = new AnswerMutator(SEED);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int owed;

  @Test
  void judge_whateverIsAnswered_throwsNothingAndLosesNoToken() {
    for (int i = 0; i < EXECUTIONS; i++) {
      one(i);
    }
    print();
    assertThat(owed).as("answers with tokens for a plain reader").isGreaterThan(EXECUTIONS / 20);
  }

  private void one(int number) {
    var answer = new HttpAnswer.Received(answers.oneOf(STATUSES), headers(), answers.next());
    Dialect dialect = answers.oneOf(DIALECTS);
    boolean revocation = answers.once(50);
    Outcome outcome;
    try {
      outcome = new Judge(dialect, new Wording(List.of("t-1")), revocation, () -> {}).judge(answer);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(described(number, answer), e);
    }
    outcomes.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
    boolean usual = !dialect.notation().fields().containsKey(Notation.Field.ACCESS_TOKEN);
    ReferenceReader.Tokens tokens = ReferenceReader.read(answer.body());
    if (answer.status() == 200 && !revocation && usual && tokens != null) {
      owed++;
      assertThat(holds(outcome, tokens)).as(() -> described(number, answer)).isTrue();
    }
    if (!answer.isSuccess()) {
      assertThat(outcome)
          .as(() -> described(number, answer))
          .isNotInstanceOf(Outcome.Granted.class);
    }
  }

  private static boolean holds(Outcome outcome, ReferenceReader.Tokens tokens) {
    if (!(outcome instanceof Outcome.Granted granted)) {
      return false;
    }
    TokenGrant grant = granted.grant();
    return tokens.accessToken().equals(revealed(grant.accessToken()))
        && (!tokens.sure()
            || String.valueOf(tokens.refreshToken())
                .equals(String.valueOf(revealed(grant.refreshToken()))));
  }

  private static @Nullable String revealed(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal(SecretAccess.granted());
  }

  private Map<String, Collection<String>> headers() {
    Map<String, Collection<String>> headers = new HashMap<>();
    headers.put("content-type", List.of(answers.oneOf(TYPES)));
    headers.put("Date", List.of(answers.oneOf(TIMES)));
    headers.put("Retry-After", List.of(answers.oneOf(TIMES)));
    return headers;
  }

  private static String described(int number, HttpAnswer.Received answer) {
    return String.format(
        Locale.ROOT,
        "answer %d of seed %d: HTTP %d %s%n%s",
        number,
        SEED,
        answer.status(),
        answer.headers(),
        new String(answer.body(), ISO_8859_1));
  }

  @SuppressWarnings("SystemOut") // Figures for people.
  private void print() {
    System.out.printf(
        Locale.ROOT,
        "Answers made up: %d, seed %d, with tokens that may not be lost: %d, outcomes: %s%n",
        EXECUTIONS,
        SEED,
        owed,
        outcomes);
  }
}
