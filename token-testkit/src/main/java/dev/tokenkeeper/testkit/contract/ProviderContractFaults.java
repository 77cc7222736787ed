package dev.tokenkeeper.testkit.contract;

import static dev.tokenkeeper.testkit.contract.Behaviour.answer;
import static dev.tokenkeeper.testkit.contract.Behaviour.close;
import static dev.tokenkeeper.testkit.contract.Behaviour.drip;
import static dev.tokenkeeper.testkit.contract.Behaviour.flood;
import static dev.tokenkeeper.testkit.contract.Behaviour.page;
import static dev.tokenkeeper.testkit.contract.Behaviour.raw;
import static dev.tokenkeeper.testkit.contract.Behaviour.reset;
import static dev.tokenkeeper.testkit.contract.Behaviour.silent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Outcome.Granted;
import dev.tokenkeeper.port.Outcome.NotSent;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of the contract about connections that fail, and about sending once. */
abstract class ProviderContractFaults extends ProviderContractAnswers {
  private static final int ROUNDS = 40;
  private static final Secret OURS = Secret.of(ACCESS);
  private static final int FLOOD = 64 * 1024 * 1024;
  private static final String PROMISE =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + FLOOD + "\r\n\r\n";

  @Test
  void send_nobodyListens_isNotSent() {
    List<TokenRequest> requests = requests();
    OAuthProvider provider = provider(PATIENT);
    server.close();
    for (TokenRequest each : requests) {
      String what = "with nobody at the port, of which the outcome must be sure";
      assertThat(sent(provider, each, what)).as(told(each, what)).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void send_closedBeforeItIsRead_connectsOnce() {
    server.hangsUpOnArrival();
    for (TokenRequest each : requests()) {
      String what = "hung up on before anything was read";
      int before = server.connections();
      assertThat(sent(provider(PATIENT), each, what))
          .as(told(each, what))
          .isInstanceOfAny(NotSent.class, Unknown.class);
      assertThat(server.connections() - before)
          .as("%s. How many connections it made, which must be one", told(each, what))
          .isEqualTo(1);
    }
  }

  @Test
  void send_closedInsteadOfAnswered_isSentOnceAndUnknown() {
    expect("read, then hung up on: who knows", close(), Unknown.class);
  }

  @Test
  void send_resetInsteadOfAnswered_isSentOnceAndUnknown() {
    expect("read, then reset: who knows", reset(), Unknown.class);
  }

  @Test
  void send_answerBreaksOff_isSentOnceAndUnknown() {
    String tokens = PROMISE + tokens().substring(0, tokens().length() / 2);
    for (String half : List.of("HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-", tokens)) {
      String what = "answered in part, up to '%s'".formatted(half.substring(half.length() - 10));
      expect(what, raw(half).then(close()), Unknown.class);
      expect(what + ", then reset", raw(half).then(reset()), Unknown.class);
    }
  }

  /** Whoever can read them keeps them: there may be no others. */
  @Test
  void send_answerBreaksOffAfterTheTokens_isSentOnceAndKeptOrUnknown() {
    String what = "answered with tokens and less than was promised";
    Behaviour tokens = raw(PROMISE + tokens());
    expect(what, tokens.then(close()), Granted.class, Unknown.class);
    expect(what + ", then reset", tokens.then(reset()), Granted.class, Unknown.class);
  }

  @Test
  void send_neverAnswered_endsInTimeSentOnceAndUnknown() {
    expectSoon("never answered", silent(), Unknown.class);
  }

  /** An attempt is measured by this: a process that sends for longer is taken for dead. */
  @Test
  void longestExchange_isTheOneThatTheProviderWasGiven() {
    assertThat(provider(QUICK).endpoint().longestExchange()).isEqualTo(QUICK);
    assertThat(made.endpoint().longestExchange()).isEqualTo(PATIENT);
  }

  @Test
  void send_answerNeverWhole_endsInTimeSentOnceAndUnknown() {
    TokenRequest any = requests().get(0);
    expect(any, "answered in part, then no more", QUICK, raw(PROMISE + "{"), Unknown.class);
    Behaviour slowly = raw(PROMISE).then(drip(" ".repeat(10_000)));
    expect(any, "answered a byte at a time, without end", QUICK, slowly, Unknown.class);
  }

  @Test
  void send_answerWithoutEnd_isCutOffAndUnknown() {
    TokenRequest any = requests().get(0);
    String what = "answered with spaces without end";
    expect(any, what, PATIENT, raw(PROMISE).then(flood(FLOOD)), Unknown.class);
    assertThat(server.written())
        .as("%s. How many bytes it took, which must not be all there were", told(any, what))
        .isLessThan(FLOOD);
  }

  @Test
  void send_interimAnswerFirst_isSentOnceAndNoRefusal() {
    for (String interim : List.of("100 Continue", "102 Processing", "103 Early Hints")) {
      String both =
          "HTTP/1.1 " + interim + "\r\n\r\n" + Behaviour.text(200, "application/json", tokens());
      for (TokenRequest each : requests()) {
        String what = "answered with %s, then with tokens".formatted(interim);
        expect(each, what, PATIENT, raw(both), Granted.class, Unknown.class);
      }
    }
  }

  @Test
  void send_moreIsSaidThanWasAsked_isNotTakenForTheNextAnswer() {
    String others = Behaviour.text(200, "application/json", tokens("access_token", "\"others\""));
    for (String first : List.of("HTTP/1.1 103 Early Hints\r\n\r\n", others)) {
      for (TokenRequest each : requests()) {
        OAuthProvider provider = provider(PATIENT);
        server.plays(raw(first + others), answer(200, tokens()));
        sent(provider, each, "answered with two answers");
        String what = "sent after an answer with somebody else's tokens behind it";
        Outcome outcome = sent(provider, each, what);
        assertThat(outcome instanceof Granted granted ? granted.grant().accessToken() : OURS)
            .as(told(each, what))
            .isEqualTo(OURS);
      }
    }
  }

  @Test
  void send_answerIsNotHttp_isSentOnceAndUnknown() {
    expect("answered by something else", raw("SSH-2.0-x\r\n\r\n").then(close()), Unknown.class);
  }

  @Test
  void send_redirected_isNotFollowed() {
    try (var elsewhere = HostileServer.start()) {
      elsewhere.plays(answer(200, tokens()));
      for (int status : List.of(301, 302, 303, 307, 308)) {
        for (String to : List.of(elsewhere.uri() + "/token", "/elsewhere")) {
          expect(
              "answered with %d to %s, where no secret may go".formatted(status, to),
              page(status, "Location: " + to),
              Unknown.class);
        }
      }
      assertThat(elsewhere.connections())
          .as("How many connections were made to where the provider redirected to")
          .isZero();
    }
  }

  @Test
  void send_keptConnectionDiesUnderIt_isNotSentAgain() {
    for (Behaviour end : List.of(close(), reset())) {
      for (TokenRequest each : requests()) {
        OAuthProvider provider = provider(PATIENT);
        server.plays(answer(200, tokens()), end);
        int before = server.begun();
        sent(provider, each, "granted on a new connection");
        String what = "hung up on after it was read, on a kept connection";
        assertThat(sent(provider, each, what)).as(told(each, what)).isInstanceOf(Unknown.class);
        assertThat(server.begun() - before)
            .as("%s. How many requests two tickets sent", told(each, what))
            .isEqualTo(2);
      }
    }
  }

  @Test
  void send_keptConnectionIsDead_isSentOnceAtMost() {
    for (TokenRequest each : requests()) {
      OAuthProvider provider = provider(PATIENT);
      server.plays(answer(200, tokens()).then(close()), answer(200, tokens()));
      int before = server.begun();
      sent(provider, each, "granted on a new connection");
      String what = "sent when the provider has closed the kept connection";
      assertThat(sent(provider, each, what))
          .as(told(each, what))
          .isInstanceOfAny(Granted.class, NotSent.class, Unknown.class);
      assertThat(server.begun() - before)
          .as("%s. How many requests two tickets sent", told(each, what))
          .isBetween(1, 2);
    }
  }

  @Test
  void send_threadIsInterrupted_goesOnAndKeepsTheInterrupt() {
    for (TokenRequest each : requests()) {
      String told = told(each, "sent from an interrupted thread");
      server.plays(answer(200, tokens()));
      assertThat(sent(provider(PATIENT), each, true, told)).as(told).isInstanceOf(Granted.class);
      server.plays(close());
      assertThat(sent(provider(PATIENT), each, true, told)).as(told).isInstanceOf(Unknown.class);
    }
    TokenRequest any = requests().get(0);
    server.plays(silent());
    String told = told(any, "never answered, on an interrupted thread");
    assertThat(sent(provider(QUICK), any, true, told)).as(told).isInstanceOf(Unknown.class);
  }

  @Test
  void send_twiceWithOneTicket_isRefused() {
    for (TokenRequest each : requests()) {
      server.plays(answer(200, tokens()));
      int before = server.begun();
      try (Ticket ticket = ticket(provider(PATIENT), each, told(each, "asked for a ticket"))) {
        ticket.send(each);
        assertThatThrownBy(() -> ticket.send(each))
            .as(told(each, "sent again with the ticket that was used"))
            .isInstanceOf(IllegalStateException.class);
      }
      assertThat(server.begun() - before)
          .as(told(each, "sent twice with one ticket. How many requests left"))
          .isEqualTo(1);
    }
  }

  @Test
  void close_afterManyRefusalsAndFailures_ticketsAreStillGiven() {
    TokenRequest any = requests().get(0);
    OAuthProvider provider = provider(PATIENT);
    for (int round = 0; round < ROUNDS; round++) {
      // Two that work to one that fails: no breaker may open over that.
      server.plays(
          answer(200, tokens()), answer(400, refused("invalid_grant", "Not active")), close());
      for (int i = 0; i < 3; i++) {
        try (Ticket ticket = ticket(provider, any, told(any, "after failures before"))) {
          ticket.send(any);
          ticket.close();
        }
      }
    }
  }
}
