package dev.tokenkeeper.testkit.simulator;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * Where a simulator leaves its provider's rules. Only the tests of adapters have one: with it they
 * prove that they would notice if the provider did so. Asked inside {@link Site#atomically}.
 *
 * @param asked what is processed instead of a request
 * @param said what is answered to a request, as it came, instead of an answer
 * @param honours whether a token counts as live, given whether it does by the rules
 */
record Deviation(
    UnaryOperator<Request> asked,
    BiFunction<Request, Answer, Answer> said,
    BiPredicate<String, Boolean> honours) {

  /** The rules as they are. */
  static final Deviation NONE =
      new Deviation(
          UnaryOperator.identity(), (request, answer) -> answer, (token, honoured) -> honoured);

  static Deviation asking(UnaryOperator<Request> asked) {
    return new Deviation(asked, NONE.said, NONE.honours);
  }

  static Deviation answering(BiFunction<Request, Answer, Answer> said) {
    return new Deviation(NONE.asked, said, NONE.honours);
  }

  static Deviation honouring(BiPredicate<String, Boolean> honours) {
    return new Deviation(NONE.asked, NONE.said, honours);
  }

  /** Another value is read in a field of the form, where there is one. */
  static Deviation reading(String field, UnaryOperator<String> otherwise) {
    return asking(
        request -> {
          String value = field(request, field);
          return value.isEmpty() ? request : rewritten(request, field, value, otherwise);
        });
  }

  /** An error has another name. */
  static Deviation renaming(String error, String other) {
    return answering(
        (request, answer) ->
            error.equals(said(answer, "error")) ? answer.replacing("error", other) : answer);
  }

  /** What is answered with some statuses is answered with another. */
  static Deviation restating(Set<Integer> statuses, int other) {
    return answering(
        (request, answer) ->
            statuses.contains(answer.status())
                ? new Answer(other, answer.headers(), answer.body(), answer.cut())
                : answer);
  }

  /** A refresh brings the refresh token that it was asked for with. */
  static Deviation keepingRefreshTokens() {
    return answering(
        (request, answer) -> {
          String token = field(request, "refresh_token");
          return token.isEmpty() ? answer : answer.replacing("refresh_token", token);
        });
  }

  /** Of all access tokens of a simulator, the one that was given last counts alone. */
  static Deviation honouringTheLatest() {
    Deque<String> given = new ArrayDeque<>();
    return honouring(
            (token, honoured) ->
                honoured && (!given.contains(token) || token.equals(given.peekLast())))
        .noting("access_token", given);
  }

  /** As this one, and what is answered in a field is put there. */
  Deviation noting(String field, Collection<String> values) {
    return new Deviation(
        asked,
        (request, answer) -> {
          String value = said(answer, field);
          if (!value.isEmpty()) {
            values.add(value);
          }
          return said.apply(request, answer);
        },
        honours);
  }

  /** What a form says; empty if there is none, or no such field. */
  static String field(Request request, String name) {
    return request.contentType().equals(Form.CONTENT_TYPE)
        ? Form.of(request).find(name).orElse("")
        : "";
  }

  /** What an answer says; empty if there is no such text. */
  private static String said(Answer answer, String name) {
    return answer.body() instanceof Map<?, ?> fields && fields.get(name) instanceof String text
        ? text
        : "";
  }

  /** Values that are written otherwise in a form than they are stay as they are. */
  private static Request rewritten(
      Request request, String field, String value, UnaryOperator<String> otherwise) {
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        request.authorization(),
        request.contentType(),
        request.body().replace(field + '=' + value, field + '=' + otherwise.apply(value)),
        request.complete());
  }
}
