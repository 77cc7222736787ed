package dev.tokenkeeper.testkit.contract;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What an adapter says of itself, and what every one of its requests is checked for. */
abstract class ProviderContractBench {
  /** For what comes to an end: the machine may be busy. */
  static final Duration PATIENT = Duration.ofSeconds(10);

  /** For what does not. */
  static final Duration QUICK = Duration.ofMillis(500);

  static final String ACCESS = "access-" + ProviderContractRequests.MARK;
  static final String REFRESH = "next-refresh-" + ProviderContractRequests.MARK;

  private static final Duration TOO_LONG = Duration.ofSeconds(20);
  private static final int TICKETS = 100;

  HostileServer server;

  /** Asked what it is, and sent nothing: each exchange has a provider of its own. */
  OAuthProvider made;

  /**
   * Returns a new provider, made as a host makes it, whose endpoints are all on one server. A few
   * failures in a row must not make it hold requests back.
   *
   * @param server scheme, host and port; the paths are the adapter's
   * @param clientSecret our application's, if this adapter's applications have one
   * @param exchangeTimeout how long an exchange may take from the call to the last byte
   */
  protected abstract OAuthProvider provider(
      URI server, Secret clientSecret, Duration exchangeTimeout);

  /** Returns the kinds of request that get tokens from this provider; not revocation. */
  protected abstract Set<Class<? extends TokenRequest>> grants();

  /**
   * Returns the body of an answer with tokens, in the provider's shape: an object of JSON. By
   * default it has these fields and no others.
   *
   * @param fields names from RFC 6749 section 5.1, and some that it does not have; values as they
   *     stand in JSON
   */
  protected String granted(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each -> '"' + each.getKey() + "\":" + each.getValue())
        .collect(joining(",", "{", "}"));
  }

  /**
   * Returns the body of a refusal, in the provider's shape. By default that of RFC 6749 section
   * 5.2.
   *
   * @param error an error code of RFC 6749, or one that nobody knows
   * @param description in printable ASCII, without quotes or backslashes
   */
  protected String refused(String error, String description) {
    return "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description);
  }

  /** Returns the body with which the provider asks us to wait, with status 429; default empty. */
  protected String throttled() {
    return "";
  }

  @BeforeEach
  final void startServer() {
    server = HostileServer.start();
    made = provider(PATIENT);
  }

  @AfterEach
  final void stopServer() {
    server.close();
  }

  /** Returns what is sent to this provider, one of each kind. */
  final List<TokenRequest> requests() {
    return ProviderContractRequests.all(made.authorization()).stream()
        .filter(each -> grants().contains(each.getClass()))
        .toList();
  }

  final OAuthProvider provider(Duration exchangeTimeout) {
    return provider(server.uri(), ProviderContractRequests.CLIENT_SECRET, exchangeTimeout);
  }

  /** Returns an answer with two tokens and the given fields besides or instead. */
  final String tokens(String... fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("access_token", '"' + ACCESS + '"');
    all.put("token_type", "\"Bearer\"");
    all.put("expires_in", "300");
    all.put("refresh_token", '"' + REFRESH + '"');
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    all.values().removeIf(String::isEmpty);
    return granted(all);
  }

  /** Plays this to one request of each kind; each must leave once and have one of the outcomes. */
  final void expect(String what, Behaviour behaviour, Class<?>... outcomes) {
    expect(what, PATIENT, behaviour, outcomes);
  }

  /** The same for what never ends. */
  final void expectSoon(String what, Behaviour behaviour, Class<?>... outcomes) {
    expect(what, QUICK, behaviour, outcomes);
  }

  private void expect(String what, Duration timeout, Behaviour behaviour, Class<?>... outcomes) {
    OAuthProvider provider = provider(timeout);
    for (TokenRequest each : requests()) {
      if (expect(provider, each, what, behaviour, outcomes) instanceof Outcome.Throttled) {
        // It may hold back the next one now.
        provider = provider(timeout);
      }
    }
  }

  /** Plays this to one request, the first that its provider sends. */
  final Outcome expect(
      TokenRequest request,
      String what,
      Duration timeout,
      Behaviour behaviour,
      Class<?>... outcomes) {
    return expect(provider(timeout), request, what, behaviour, outcomes);
  }

  final Outcome expect(
      OAuthProvider provider,
      TokenRequest request,
      String what,
      Behaviour behaviour,
      Class<?>... outcomes) {
    int before = server.begun();
    server.plays(behaviour);
    Outcome outcome = sent(provider, request, what);
    assertThat(server.begun() - before)
        .as("%s. How many requests left, which must be one", told(request, what))
        .isEqualTo(1);
    assertThat(outcome).as(told(request, what)).isInstanceOfAny(outcomes);
    return outcome;
  }

  /** Sends, and checks what holds whatever comes back. */
  final Outcome sent(OAuthProvider provider, TokenRequest request, String what) {
    String told = told(request, what);
    Outcome outcome = sent(provider, request, false, told);
    assertKeepsSecrets(outcome, told);
    for (int i = 0; i < TICKETS; i++) {
      assertAdmitsAgain(provider, outcome, told);
    }
    return outcome;
  }

  /** Sends from a thread that is interrupted, or is not; it must be so afterwards. */
  static Outcome sent(
      OAuthProvider provider, TokenRequest request, boolean interrupted, String told) {
    return assertTimeoutPreemptively(
        TOO_LONG,
        () -> {
          try (Ticket ticket = ticket(provider, request, told)) {
            if (interrupted) {
              Thread.currentThread().interrupt();
            }
            Outcome outcome = exchanged(ticket, request, told);
            assertThat(Thread.interrupted())
                .as("%s. Whether the thread is interrupted, as before", told)
                .isEqualTo(interrupted);
            return outcome;
          }
        },
        () -> told + ". There was no outcome long after the exchange should have timed out");
  }

  private static Outcome exchanged(Ticket ticket, TokenRequest request, String told) {
    try {
      return ticket.send(request);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(told + ". Sending threw instead of telling an outcome", e);
    }
  }

  static Ticket ticket(OAuthProvider provider, TokenRequest request, String told) {
    Admission admission = provider.endpoint().admit(purpose(request));
    assertThat(admission).as("%s. Whether there is a ticket", told).isInstanceOf(Ticket.class);
    return (Ticket) admission;
  }

  private static Attempt.Purpose purpose(TokenRequest request) {
    if (request instanceof TokenRequest.Mint || request instanceof TokenRequest.Assertion) {
      return Attempt.Purpose.MINT;
    }
    return request instanceof TokenRequest.Refresh || request instanceof TokenRequest.Revoke
        ? Attempt.Purpose.REFRESH
        : Attempt.Purpose.LOGIN;
  }

  private void assertKeepsSecrets(Outcome outcome, String told) {
    assertThat(outcome.toString())
        .as("%s. The outcome's text, which must hold no secret", told)
        .doesNotContain(ProviderContractRequests.MARK);
    for (HostileConnection.Request each : server.requests()) {
      String credentials = each.header("Authorization").replaceFirst("\\S+ *", "");
      assertThat(credentials.isEmpty() || !outcome.toString().contains(credentials))
          .as("%s. Whether the outcome's text is free of our application's credentials", told)
          .isTrue();
    }
  }

  private static void assertAdmitsAgain(OAuthProvider provider, Outcome outcome, String told) {
    Admission admission = provider.endpoint().admit(Attempt.Purpose.REFRESH);
    if (admission instanceof Ticket ticket) {
      ticket.close();
    } else {
      assertThat(outcome)
          .as("%s. Why the next one gets no ticket (%s)", told, ((Held) admission).reason())
          .isInstanceOf(Outcome.Throttled.class);
    }
  }

  static String told(TokenRequest request, String what) {
    return request.getClass().getSimpleName() + ", " + what;
  }
}
