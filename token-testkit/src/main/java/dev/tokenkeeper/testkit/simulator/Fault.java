package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One way in which a request can go wrong at a simulator.
 *
 * <p>What is processed changes the simulator's state even if the answer is spoilt: after {@link
 * #ANSWER_LOST} a refresh token is spent. Immutable; may be used any number of times.
 *
 * @see Faults#next(int, Fault)
 */
public final class Fault {

  /** Nothing is processed: the connection breaks after the request was read. */
  public static final Fault REQUEST_LOST = new Fault(processing -> Optional.empty());

  /** The request is processed, then the connection breaks without a byte of an answer. */
  public static final Fault ANSWER_LOST =
      new Fault(processing -> processing.get().filter(answer -> false));

  /** The request is processed; the connection breaks in the middle of the answer's body. */
  public static final Fault ANSWER_CUT = spoiling(Answer::cutShort);

  /** Nothing is processed; 500 with Keycloak's {@code unknown_error}. */
  public static final Fault SERVER_ERROR_500 =
      instead(Answer.oauthError(500, "unknown_error", "For more on this error consult the log"));

  /** Nothing is processed; 503 with an HTML body, as a proxy sends it. */
  public static final Fault UNAVAILABLE_503 =
      instead(Answer.text(503, "text/html", "<html><body>503 Service Unavailable</body></html>"));

  /** Nothing is processed; 408 without a body. */
  public static final Fault TIMEOUT_408 = instead(Answer.empty(408));

  /** The request is processed; 200 with a body that is no JSON at all. */
  public static final Fault GARBAGE_BODY =
      spoiling(answer -> Answer.text(200, "application/json", "\u0000}{ not json ]["));

  /** The request is processed; 200 with an HTML page. */
  public static final Fault HTML_BODY =
      spoiling(answer -> Answer.text(200, "text/html", "<html><body>Please wait</body></html>"));

  /** The request is processed; the JSON ends in its middle, the HTTP message is whole. */
  public static final Fault TRUNCATED_JSON =
      spoiling(
          answer -> {
            String whole = answer.content();
            return Answer.text(200, "application/json", whole.substring(0, whole.length() / 2));
          });

  /** The request is processed; the answer has no {@code access_token}. */
  public static final Fault MISSING_ACCESS_TOKEN =
      spoiling(answer -> answer.without("access_token"));

  /** The request is processed; {@code expires_in} is {@code "300"} instead of a number. */
  public static final Fault EXPIRES_IN_AS_STRING = expiresIn("300");

  /** The request is processed; the answer has no {@code expires_in}. */
  public static final Fault MISSING_EXPIRES_IN = spoiling(answer -> answer.without("expires_in"));

  /** The request is processed; {@code expires_in} is -1. */
  public static final Fault EXPIRES_IN_NEGATIVE = expiresIn(-1);

  /** The request is processed; {@code expires_in} is 10^18 seconds. */
  public static final Fault EXPIRES_IN_ABSURD = expiresIn(1_000_000_000_000_000_000L);

  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);

  private final Around around;

  private Fault(Around around) {
    this.around = around;
  }

  /** Wraps the processing; an empty result is a connection that breaks. */
  private interface Around {
    Optional<Answer> around(Supplier<Optional<Answer>> processing);
  }

  /** Returns a fault that processes nothing: 429 with {@code Retry-After} in whole seconds. */
  public static Fault throttled(Duration retryAfter) {
    return instead(
        Answer.oauthError(429, "too_many_requests", "Request rate exceeded")
            .header("Retry-After", Long.toString(retryAfter.toSeconds())));
  }

  /** Returns real time that passes before the request is processed; at most one minute. */
  public static Fault latencyBefore(Duration latency) {
    requireBounded(latency);
    return new Fault(processing -> pause(latency) ? processing.get() : Optional.empty());
  }

  /** Returns real time that passes between processing and answering; at most one minute. */
  public static Fault latencyAfter(Duration latency) {
    requireBounded(latency);
    return new Fault(
        processing -> {
          Optional<Answer> answer = processing.get();
          return pause(latency) ? answer : Optional.empty();
        });
  }

  /** Returns a fault that runs something of yours before the request is processed: a barrier. */
  public static Fault before(Runnable action) {
    return new Fault(
        processing -> {
          action.run();
          return processing.get();
        });
  }

  /** Returns a fault that runs something of yours between processing and answering. */
  public static Fault after(Runnable action) {
    return new Fault(
        processing -> {
          Optional<Answer> answer = processing.get();
          action.run();
          return answer;
        });
  }

  /** Returns both: this fault outside, the other one inside, nearer to the processing. */
  public Fault and(Fault inner) {
    return new Fault(processing -> around.around(() -> inner.around.around(processing)));
  }

  Optional<Answer> around(Supplier<Optional<Answer>> processing) {
    return around.around(processing);
  }

  private static Fault instead(Answer answer) {
    return new Fault(processing -> Optional.of(answer));
  }

  private static Fault spoiling(UnaryOperator<Answer> change) {
    return new Fault(processing -> processing.get().map(change));
  }

  private static Fault expiresIn(Object value) {
    return spoiling(answer -> answer.replacing("expires_in", value));
  }

  private static void requireBounded(Duration latency) {
    if (latency.isNegative() || latency.compareTo(LONGEST_LATENCY) > 0) {
      throw new IllegalArgumentException("latency must be 0 to 60 s, not " + latency);
    }
  }

  /** False if the simulator was closed meanwhile. */
  private static boolean pause(Duration latency) {
    try {
      Thread.sleep(latency.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
