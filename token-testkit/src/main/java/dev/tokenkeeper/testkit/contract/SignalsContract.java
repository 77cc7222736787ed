package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Outcome.ClientRefused;
import dev.tokenkeeper.port.Outcome.GrantRefused;
import dev.tokenkeeper.port.Outcome.Granted;
import dev.tokenkeeper.port.Outcome.Throttled;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.Faults;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the adapter of a simulated provider makes of all that a token endpoint may signal, and that
 * it asks but once: what {@link ProviderContract} proves on a server without a memory is proved
 * here on one that spends tokens. Source: provider notes, section 8.
 *
 * <p>Extend it with a simulator that is opened for each test and closed after it.
 */
public abstract class SignalsContract {
  private static final Duration QUICK = Duration.ofMillis(400);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final String provider;
  private final Secret clientSecret;
  private final Consumer<String> report;

  /**
   * For extension.
   *
   * @param provider its name for people
   * @param clientSecret the one that the simulator knows
   * @param report told in a line what each signal came to
   */
  protected SignalsContract(String provider, String clientSecret, Consumer<String> report) {
    this.provider = provider;
    this.clientSecret = Secret.of(clientSecret);
    this.report = report;
  }

  /** Returns a new provider whose requests go to the simulator. */
  protected abstract OAuthProvider provider(Secret clientSecret, Duration exchangeTimeout);

  /** Returns the request that brings a user's first tokens, a refresh token among them. */
  protected abstract TokenRequest first(OAuthProvider provider);

  /** Kills the user's refresh tokens at the simulator. */
  protected abstract void revoke();

  /** Returns what goes wrong at the simulator. */
  protected abstract Faults faults();

  /** Returns how many requests the simulator's token endpoint has read. */
  protected abstract long tokenRequests();

  /**
   * Asserts that a request that went wrong has cost its user nothing: that the refresh token still
   * works. To be overridden where it works but once.
   */
  protected void assertHarmless(TokenRequest.Refresh refresh) {
    assertThat(send(provider(PATIENT), refresh)).isInstanceOf(Granted.class);
  }

  private record Signal(String fact, String what, Fault fault, Class<? extends Outcome> outcome) {}

  private static Stream<Signal> signals() {
    return Stream.of(
        new Signal("8.throttled", "429", Fault.throttled(Duration.ofSeconds(7)), Throttled.class),
        new Signal("8.transient", "408", Fault.TIMEOUT_408, Unknown.class),
        new Signal("8.transient", "500", Fault.SERVER_ERROR_500, Unknown.class),
        new Signal("8.transient", "503", Fault.UNAVAILABLE_503, Unknown.class),
        new Signal("8.transient", "request lost", Fault.REQUEST_LOST, Unknown.class),
        new Signal("8.transient", "answer lost", Fault.ANSWER_LOST, Unknown.class),
        new Signal("8.transient", "answer cut", Fault.ANSWER_CUT, Unknown.class),
        new Signal("8.protocol", "a page", Fault.HTML_BODY, Unknown.class),
        new Signal("8.protocol", "no JSON", Fault.GARBAGE_BODY, Unknown.class),
        new Signal("8.protocol", "half of the JSON", Fault.TRUNCATED_JSON, Unknown.class),
        new Signal("8.protocol", "no access token", Fault.MISSING_ACCESS_TOKEN, Unknown.class),
        new Signal("8.expires-in", "a string", Fault.EXPIRES_IN_AS_STRING, Granted.class),
        new Signal("8.expires-in", "missing", Fault.MISSING_EXPIRES_IN, Granted.class),
        new Signal("8.expires-in", "negative", Fault.EXPIRES_IN_NEGATIVE, Granted.class));
  }

  @TestFactory
  @Fact({"8.throttled", "8.transient", "8.protocol", "8.expires-in"})
  Stream<DynamicTest> send_somethingGoesWrong_costsOneRequestAndNothingElse() {
    return signals().map(each -> dynamicTest(each.what(), () -> assertCostsOneRequest(each)));
  }

  @Test
  @Fact("8.transient")
  void send_noAnswerInTime_costsOneRequest() {
    TokenRequest refresh = refresh();
    faults().next(1, Fault.latencyAfter(QUICK.multipliedBy(5)));

    assertOneRequest("8.transient", "no answer in time", provider(QUICK), refresh, Unknown.class);
  }

  @Test
  @Fact("8.grant-dead")
  void send_refreshTokenRevoked_costsOneRequest() {
    TokenRequest refresh = refresh();
    revoke();

    assertOneRequest(
        "8.grant-dead", "invalid_grant", provider(PATIENT), refresh, GrantRefused.class);
  }

  @Test
  @Fact("8.client-config")
  void send_clientIsWrong_costsOneRequest() {
    OAuthProvider wrong = provider(Secret.of("wrong"), PATIENT);

    assertOneRequest("8.client-config", "invalid_client", wrong, refresh(), ClientRefused.class);
  }

  private void assertCostsOneRequest(Signal signal) {
    TokenRequest.Refresh refresh = refresh();
    faults().next(1, signal.fault());

    assertOneRequest(signal.fact(), signal.what(), provider(PATIENT), refresh, signal.outcome());
    assertHarmless(refresh);
  }

  private void assertOneRequest(
      String fact,
      String what,
      OAuthProvider provider,
      TokenRequest refresh,
      Class<? extends Outcome> expected) {
    long before = tokenRequests();
    Outcome outcome = send(provider, refresh);
    long requests = tokenRequests() - before;
    report.accept(
        String.join(
            " | ", fact, this.provider, what, expected.getSimpleName(), "requests " + requests));

    assertThat(outcome).isInstanceOf(expected);
    assertThat(requests).as("requests read from the socket").isEqualTo(1);
  }

  private OAuthProvider provider(Duration exchangeTimeout) {
    return provider(clientSecret, exchangeTimeout);
  }

  private TokenRequest.Refresh refresh() {
    OAuthProvider provider = provider(PATIENT);
    Granted granted = (Granted) send(provider, first(provider));
    return new TokenRequest.Refresh(Objects.requireNonNull(granted.grant().refreshToken()));
  }

  private static Outcome send(OAuthProvider provider, TokenRequest request) {
    try (Ticket ticket = (Ticket) provider.endpoint().admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }
}
