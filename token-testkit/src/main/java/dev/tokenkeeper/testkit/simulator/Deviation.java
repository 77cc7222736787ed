package dev.tokenkeeper.testkit.simulator;

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

  /** As this one, but with other answers. */
  Deviation and(BiFunction<Request, Answer, Answer> otherwiseSaid) {
    return new Deviation(asked, otherwiseSaid, honours);
  }
}
