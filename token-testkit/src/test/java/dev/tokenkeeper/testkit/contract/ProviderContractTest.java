package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is wrong does not pass: each wrong endpoint is caught by a case that names the wrong. */
@Tag("whole")
class ProviderContractTest {
  private static final int HUGE = 100_000_000;

  /** How an endpoint is made for a server and a timeout. */
  private interface Maker extends BiFunction<URI, Duration, TokenEndpoint> {}

  @Test
  void endpointThatIsRight_isNotCaught() throws Exception {
    assertThat(ContractRun.failures(contract(PlainEndpoint::new))).isEmpty();
  }

  @Test
  void endpointThatSendsAgain_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Answer exchanged(HttpRequest request) throws IOException, InterruptedException {
                try {
                  return super.exchanged(request);
                } catch (IOException e) {
                  return super.exchanged(request);
                }
              }
            },
        "send_closedInsteadOfAnswered_isSentOnceAndUnknown",
        "Refresh, read, then hung up on: who knows. How many requests left, which must be one");
  }

  @Test
  void endpointThatFollowsRedirects_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              HttpClient.Builder configured(HttpClient.Builder builder) {
                return builder.followRedirects(HttpClient.Redirect.ALWAYS);
              }
            },
        "send_redirected_isNotFollowed",
        "where no secret may go");
  }

  @Test
  void endpointThatBlamesTheUserFor503_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome judged(Answer answer) {
                return answer.status() == 503
                    ? new Outcome.GrantRefused("HTTP 503")
                    : super.judged(answer);
              }
            },
        "send_serviceUnavailable_isNobodysFault",
        "Refresh, answered with 503, which ends no authorization");
  }

  @Test
  void endpointThatRepeatsWhatItIsTold_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome judged(Answer answer) {
                Outcome outcome = super.judged(answer);
                return outcome instanceof Outcome.GrantRefused
                    ? new Outcome.GrantRefused(answer.body())
                    : outcome;
              }
            },
        "send_answerRepeatsTheRequest_reasonDoesNot",
        "Refresh, told its own request in a refusal. The outcome's text, which must hold no secret");
  }

  @Test
  void endpointThatJudgesByStatus_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome judged(Answer answer) {
                return answer.status() == 401
                    ? new Outcome.ClientRefused("HTTP 401")
                    : super.judged(answer);
              }
            },
        "send_invalidGrant_isTheGrantsFaultWhateverTheStatus",
        "Refresh, answered with 401 and invalid_grant, which the user must hear of");
  }

  @Test
  void endpointThatCallsATimeoutUnsent_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome failed(IOException failure) {
                return failure instanceof HttpTimeoutException
                    ? new Outcome.NotSent("No answer in time")
                    : super.failed(failure);
              }
            },
        "send_neverAnswered_endsInTimeSentOnceAndUnknown",
        "Refresh, never answered");
  }

  @Test
  void endpointThatThrows_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome failed(IOException failure) {
                throw new IllegalStateException(failure);
              }
            },
        "send_resetInsteadOfAnswered_isSentOnceAndUnknown",
        "Refresh, read, then reset: who knows. Sending threw instead of telling an outcome");
  }

  @Test
  void endpointThatReadsWithoutBound_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              byte[] read(InputStream body) throws IOException {
                return body.readNBytes(HUGE);
              }
            },
        "send_answerWithoutEnd_isCutOffAndUnknown",
        "How many bytes it took, which must not be all there were");
  }

  @Test
  void endpointThatLosesTicketsOfFailures_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              void leave(@Nullable Outcome outcome) {
                if (!(outcome instanceof Outcome.Unknown)) {
                  super.leave(outcome);
                }
              }
            },
        "close_afterManyRefusalsAndFailures_ticketsAreStillGiven",
        "Refresh, after failures before. Whether there is a ticket");
  }

  @Test
  void endpointThatSwallowsInterrupts_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              Outcome outcome(TokenRequest request) {
                try {
                  return super.outcome(request);
                } finally {
                  Thread.interrupted();
                }
              }
            },
        "send_threadIsInterrupted_goesOnAndKeepsTheInterrupt",
        "Refresh, sent from an interrupted thread. Whether the thread is interrupted, as before");
  }

  @Test
  void endpointThatTakesNullForAToken_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              @Nullable Secret secret(String body, String field) {
                String text = text(body, field);
                return text.isEmpty() ? null : Secret.of(text);
              }
            },
        "send_answerWithoutRefreshToken_grantsNone",
        "Refresh, answered with the refresh token null");
  }

  @Test
  void endpointThatTakesWhatWasLeftOnItsConnection_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              private @Nullable Socket kept;

              @Override
              Answer exchanged(HttpRequest request) throws IOException {
                Socket socket =
                    kept == null
                        ? new Socket(InetAddress.getLoopbackAddress(), server.getPort())
                        : kept;
                kept = socket;
                socket
                    .getOutputStream()
                    .write("POST /token HTTP/1.1\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
                return answer(socket.getInputStream());
              }
            },
        "send_moreIsSaidThanWasAsked_isNotTakenForTheNextAnswer",
        "Refresh, sent after an answer with somebody else's tokens behind it");
  }

  /** Reads one answer, and not a byte more. */
  private static PlainEndpoint.Answer answer(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("Hung up on");
      }
      head.append((char) next);
    }
    String length = head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*|.*", "0$1");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return new PlainEndpoint.Answer(
        Integer.parseInt(head.substring(9, 12)), "", new String(body, UTF_8));
  }

  @Test
  void endpointThatSendsTokensInTheAddress_isCaught() throws Exception {
    assertCaught(
        (server, timeout) ->
            new PlainEndpoint(server, timeout) {
              @Override
              HttpRequest post(URI to, String form) {
                return super.post(URI.create(to + "?" + form), form);
              }
            },
        "request_ofEveryKind_keepsSecretsOutOfTheAddress",
        "Refresh, whose address ends up in logs");
  }

  private static void assertCaught(Maker wrong, String name, String words) throws Exception {
    Map<String, String> failures = ContractRun.failures(contract(wrong));
    assertThat(failures).containsKey(name);
    assertThat(failures.get(name)).contains(words);
  }

  private static ContractRun.Maker contract(Maker endpoint) {
    return () ->
        new ProviderContract() {
          @Override
          protected OAuthProvider provider(URI server, Secret clientSecret, Duration timeout) {
            return PlainProvider.with(endpoint.apply(server, timeout)).build();
          }

          @Override
          protected Set<Class<? extends TokenRequest>> grants() {
            return Set.of(TokenRequest.Refresh.class);
          }
        };
  }
}
