package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.port.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt costs no answer. */
@Timeout(30)
class InterruptTest {

  @Test
  void send_interruptedWhileWaiting_stillGetsItsAnswer() throws Exception {
    var arrived = new CountDownLatch(1);
    try (var server = RawServer.start(request -> arrived.countDown())) {
      var endpoint = new OAuth2Endpoint(Endpoints.settings(server.uri("/token")));
      var outcome = new CompletableFuture<Outcome>();
      var flag = new CompletableFuture<Boolean>();
      var thread =
          new Thread(
              () -> {
                outcome.complete(Endpoints.send(endpoint, REFRESH));
                flag.complete(Thread.currentThread().isInterrupted());
              });
      thread.start();
      arrived.await();
      thread.interrupt();
      thread.interrupt();
      server.afterwards(request -> request.answer(200, GRANT));

      assertThat(outcome.join()).isInstanceOf(Outcome.Granted.class);
      assertThat(flag.join()).as("the interrupt is kept").isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void send_alreadyInterrupted_stillGetsItsAnswer() throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      var ticket = Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))));
      Thread.currentThread().interrupt();
      Outcome outcome = ticket.send(REFRESH);

      assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      assertThat(outcome).isInstanceOf(Outcome.Granted.class);
    }
  }

  /** Between connecting and reading there is no moment at which an interrupt hurts. */
  @RepeatedTest(20)
  void send_interruptedAtAnyMoment_stillGetsItsAnswer() throws Exception {
    try (var server = RawServer.answering(200, GRANT)) {
      var ticket = Endpoints.ticket(new OAuth2Endpoint(Endpoints.settings(server.uri("/token"))));
      var outcome = new CompletableFuture<Outcome>();
      var sender = new Thread(() -> outcome.complete(ticket.send(REFRESH)));
      sender.start();
      while (!outcome.isDone()) {
        sender.interrupt();
      }
      assertThat(outcome.join()).isInstanceOf(Outcome.Granted.class);
    }
  }
}
