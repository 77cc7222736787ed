package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Session;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;

/**
 * The API says that the session behind a token is gone. With a stored login the next renewal logs
 * in; without one the refresh token is still tried, since only the token endpoint ends an
 * authorization.
 *
 * @param epoch of the token that was refused
 * @param generation of the token that was refused
 */
public record SessionLost(long epoch, long generation) implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.status() != Status.ACTIVE
        || row.attempt() != null
        || row.epoch() != epoch
        || row.generation() != generation
        || row.failure().isGrantDead()) {
      return Transition.none(row);
    }
    Session session = row.grant() == null ? null : row.grant().session();
    boolean waitsForSettle = row.doubt() != null && !row.canLogIn();
    Instant due = waitsForSettle ? row.dueAt() : new Agenda(row, profile).login(now);
    return Transition.to(
        row,
        row.sessionLost(due, now),
        new LifecycleEvent.SessionLost(row.id(), now, session == null ? null : session.id()));
  }
}
