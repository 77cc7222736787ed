package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;
import java.util.Optional;

/** The exchange of a refresh token: once, and again within a grace (provider notes, 6.11). */
final class RingCentralRefreshGrant implements Grant {

  private final RingCentralPlatform platform;
  private final RingCentralIssuer issuer;

  RingCentralRefreshGrant(RingCentralPlatform platform, RingCentralIssuer issuer) {
    this.platform = platform;
    this.issuer = issuer;
  }

  @Override
  public Answer answer(ClientApplication client, Form form) {
    RingCentralLifetimes lifetimes = platform.settings.lifetimes.granted(form);
    RingCentralPair pair = presented(form.require("refresh_token"), client);
    refusal(pair).ifPresent(refusal -> refuse(pair, refusal));
    boolean replay = pair.supersededAt().isPresent();
    record(replay ? TruthKind.REPLAYED : TruthKind.CONSUMED, pair);
    return issuer.granted(answering(pair.session(), lifetimes, replay), form);
  }

  /** Why its refresh token would be refused now; empty if it would not. */
  Optional<Refusal> refusal(RingCentralPair pair) {
    RingCentralSession session = pair.session();
    Instant now = platform.settings.clock.instant();
    if (!session.isCurrent(pair) && !session.isPrevious(pair)) {
      return Optional.of(RingCentralErrors.tokenNotFound());
    }
    if (session.ended().filter(reason -> reason != SessionEnd.EXPIRED).isPresent()) {
      return Optional.of(RingCentralErrors.tokenRevoked());
    }
    // The grace prolongs no life: nothing says that an expired refresh token is forgiven.
    if (pair.refreshEnds().filter(now::isBefore).isEmpty()) {
      return Optional.of(RingCentralErrors.tokenExpired());
    }
    return session.isCurrent(pair) || session.forgives(now, platform.settings.lifetimes)
        ? Optional.empty()
        : Optional.of(RingCentralErrors.tokenNotFound());
  }

  private RingCentralPair presented(String value, ClientApplication client) {
    return platform
        .tokens
        .find(Token.Kind.REFRESH, value)
        .filter(found -> found.session().clientId().equals(client.id()))
        .map(RingCentralTokens.Found::pair)
        .orElseThrow(RingCentralErrors::tokenNotFound);
  }

  private RingCentralPair answering(
      RingCentralSession session, RingCentralLifetimes lifetimes, boolean replay) {
    return replay && !platform.settings.newPairOnReplay
        ? session.current().orElseThrow()
        : platform.sessions.issue(session, lifetimes, replay);
  }

  private void refuse(RingCentralPair pair, Refusal refusal) {
    if (pair.supersededAt().isPresent()) {
      record(TruthKind.REUSED, pair);
    }
    throw refusal;
  }

  private void record(TruthKind kind, RingCentralPair pair) {
    RingCentralSession session = pair.session();
    String fingerprint = TruthLog.fingerprint(platform.tokens.value(Token.Kind.REFRESH, pair));
    Instant now = platform.settings.clock.instant();
    platform.journal.add(
        new TruthEntry(now, kind, session.username(), session.id(), fingerprint, ""));
  }
}
