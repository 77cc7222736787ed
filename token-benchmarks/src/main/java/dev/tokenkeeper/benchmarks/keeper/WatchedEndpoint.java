package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;

/** An endpoint that can be held before a request and after its answer, and tells of both. */
record WatchedEndpoint(String provider, TokenEndpoint endpoint, Watch watch)
    implements TokenEndpoint {
  @Override
  public Admission admit(Attempt.Purpose purpose) {
    return watched(endpoint.admit(purpose));
  }

  @Override
  public Admission admitInWindow(Attempt.Purpose purpose) {
    return watched(endpoint.admitInWindow(purpose));
  }

  private Admission watched(Admission admission) {
    return admission instanceof Ticket ticket
        ? new WatchedTicket(provider, ticket, watch)
        : admission;
  }

  @Override
  public Duration longestExchange() {
    return endpoint.longestExchange();
  }

  private record WatchedTicket(String provider, Ticket ticket, Watch watch) implements Ticket {
    @Override
    public Outcome send(TokenRequest request) {
      Authorization row = watch.sending(request);
      watch.reach(Point.BEFORE_SEND, provider);
      if (row != null && request instanceof TokenRequest.Refresh refresh) {
        watch.sends(row, refresh.refreshToken());
      }
      Outcome outcome = ticket.send(request);
      if (row != null) {
        note(row, outcome);
      }
      return outcome;
    }

    private void note(Authorization row, Outcome outcome) {
      if (outcome instanceof Outcome.NotSent) {
        watch.unsent(row);
      } else if (outcome instanceof Outcome.GrantRefused) {
        watch.refused(row);
      } else if (outcome instanceof Outcome.Granted granted) {
        watch.got(row, granted.grant().refreshToken());
        watch.reach(Point.ANSWER_IN_HAND, provider);
      }
    }

    @Override
    public void close() {
      ticket.close();
    }
  }
}
