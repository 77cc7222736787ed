package dev.tokenkeeper.guice;

import static dev.tokenkeeper.guice.LogText.quoted;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.Authorized;
import dev.tokenkeeper.domain.LifecycleEvent.InDoubt;
import dev.tokenkeeper.domain.LifecycleEvent.LateAnswer;
import dev.tokenkeeper.domain.LifecycleEvent.OtherAccount;
import dev.tokenkeeper.domain.LifecycleEvent.ProviderSuspended;
import dev.tokenkeeper.domain.LifecycleEvent.Quarantined;
import dev.tokenkeeper.domain.LifecycleEvent.QuotaExhausted;
import dev.tokenkeeper.domain.LifecycleEvent.ReauthorizationRequired;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.domain.LifecycleEvent.Revoked;
import dev.tokenkeeper.domain.LifecycleEvent.Revoking;
import dev.tokenkeeper.domain.LifecycleEvent.SessionLost;
import dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked;
import dev.tokenkeeper.port.LifecycleListener;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes one line per event. Safe for use by many threads. */
final class LoggingListener implements LifecycleListener {
  static final String LOGGER = "dev.tokenkeeper.events";

  static final ByKind<Line> LINES =
      new ByKind<Line>()
          .when(Authorized.class, e -> info("authorized").and("epoch", e.epoch()))
          .when(
              Renewed.class,
              e ->
                  debug("renewed")
                      .and("epoch", e.epoch())
                      .and("generation", e.generation())
                      .and("by", e.by()))
          .when(
              RenewalFailed.class,
              e -> info("renewal-failed").and("kind", e.kind()).and("inARow", e.failuresInARow()))
          .when(
              InDoubt.class,
              e -> warn("in-doubt").and("epoch", e.epoch()).and("generation", e.generation()))
          .when(LateAnswer.class, e -> info("late-answer").and("keptTo", e.keptTo()))
          .when(
              SessionLost.class,
              e -> info("session-lost").and("session", quoted(String.valueOf(e.sessionId()))))
          .when(
              ReauthorizationRequired.class,
              e -> warn("reauthorization-required").and("reason", e.reason()))
          .when(ProviderSuspended.class, e -> warn("provider-suspended").and("until", e.until()))
          .when(
              QuotaExhausted.class,
              e -> warn("quota-exhausted").and("limit", e.limit()).and("until", e.until()))
          .when(Revoking.class, e -> info("revoking").and("epoch", e.epoch()))
          .when(Revoked.class, e -> info("revoked"))
          .when(
              TokenRevoked.class,
              e -> info("token-revoked").and("token", e.token()).and("result", e.result()))
          .when(OtherAccount.class, e -> warn("other-account").and("epoch", e.epoch()))
          .when(Quarantined.class, e -> warn("quarantined"));

  private final Logger log = LoggerFactory.getLogger(LOGGER);
  private final UnaryOperator<String> subjects;

  private LoggingListener(UnaryOperator<String> subjects) {
    this.subjects = subjects;
  }

  static LoggingListener of(LoggingSettings settings) {
    return new LoggingListener(
        switch (settings.subjects()) {
          case FINGERPRINT -> Fingerprint.under(settings.key());
          case CLEAR -> LogText::quoted;
        });
  }

  @Override
  public void on(LifecycleEvent event) {
    Line line = LINES.answer(event);
    log.atLevel(line.level()).log(() -> line.about(event.authorization(), subjects));
  }

  @Override
  public void clockDiffers(Duration ahead) {
    log.warn(
        "clock-differs ahead={} (negative: behind). Tokens are kept by the database's clock; set this machine's.",
        ahead);
  }

  private static Line debug(String what) {
    return new Line(Level.DEBUG, what, "");
  }

  private static Line info(String what) {
    return new Line(Level.INFO, what, "");
  }

  private static Line warn(String what) {
    return new Line(Level.WARN, what, "");
  }

  /** A line to be: what happened, and its details without whose. */
  record Line(Level level, String what, String details) {

    Line and(String name, Object value) {
      return new Line(level, what, details + " " + name + "=" + value);
    }

    String about(AuthorizationId id, UnaryOperator<String> subjects) {
      return "%s provider=%s tenant=%s subject=%s account=%s%s"
          .formatted(
              what,
              id.provider(),
              id.tenant(),
              subjects.apply(id.subject()),
              id.account(),
              details);
    }
  }
}
