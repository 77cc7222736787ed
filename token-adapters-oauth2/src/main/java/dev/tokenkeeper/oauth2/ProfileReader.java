package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.Timing;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a provider's token rules; says all that contradicts itself in them. */
final class ProfileReader {
  private final Section all;
  private final Duration exchange;

  /**
   * Makes one.
   *
   * @param exchange how long an exchange may take, which has to fit into an attempt
   */
  ProfileReader(Section all, Duration exchange) {
    this.all = all;
    this.exchange = exchange;
  }

  ProviderProfile read() {
    Timing timing = timing();
    Lifetimes lifetimes = lifetimes();
    return new ProviderProfile(
        rotation(timing),
        renewal(lifetimes.refreshToken()),
        lifetimes,
        timing,
        deadToken(),
        all.choice("revocation", RevocationReach.class, RevocationReach.TOKEN));
  }

  private Rotation rotation(Timing timing) {
    Section section = all.section("rotation");
    if (!section.has("rule")) {
      section.add(
          "rule",
          "is missing",
          "Say what a refresh does to the refresh token: reusable, one_time,"
              + " one_time_with_grace or none.");
    }
    RotationRule rule = section.choice("rule", RotationRule.class, RotationRule.ONE_TIME);
    boolean grace = rule == RotationRule.ONE_TIME_WITH_GRACE;
    boolean spends = grace || rule == RotationRule.ONE_TIME;
    Duration window = window(section, grace, timing);
    ReusePenalty penalty =
        section.choice(
            "penalty", ReusePenalty.class, spends ? ReusePenalty.FAMILY : ReusePenalty.NONE);
    if (!spends && penalty != ReusePenalty.NONE) {
      section.add("penalty", "is set where no refresh token is spent", "Remove it.");
    }
    OldAccessToken old =
        section.choice("oldAccessToken", OldAccessToken.class, OldAccessToken.STAYS_VALID);
    section.end();
    return new Rotation(rule, window, penalty, old);
  }

  private static Duration window(Section section, boolean grace, Timing timing) {
    Duration window = section.duration("replayWindow", Duration.ZERO);
    if (!grace && section.has("replayWindow")) {
      section.add(
          "replayWindow", "is set without grace", "Remove it, or use rule one_time_with_grace.");
      return Duration.ZERO;
    }
    Duration least = timing.attempt().plus(timing.sendBudget());
    if (!grace) {
      return Duration.ZERO;
    }
    if (window.isZero()) {
      section.add("replayWindow", "is missing", "Say how long a replay brings the answer again.");
    } else if (window.compareTo(least) <= 0) {
      section.add(
          "replayWindow",
          "is %s, but an attempt and its send budget take %s".formatted(window, least),
          "Make timing.attempt shorter than " + window.minus(timing.sendBudget()) + '.');
    }
    return window.isZero() ? least : window;
  }

  private Renewal renewal(@Nullable Duration refreshLife) {
    Section section = all.section("renewal");
    Duration usual = refreshLife == null ? Duration.ofDays(30) : refreshLife.dividedBy(2);
    Duration keepAlive = section.duration("keepAlive", usual);
    if (refreshLife != null && keepAlive.compareTo(refreshLife) >= 0) {
      section.add(
          "keepAlive",
          "is %s, which is not before the refresh token's end after %s"
              .formatted(keepAlive, refreshLife),
          "Make it shorter.");
    }
    var renewal =
        new Renewal(
            section.choice("when", Renewal.When.class, Renewal.When.WHEN_USED),
            section.fraction("at", 0.7, 0.01, 0.99),
            keepAlive,
            section.flag("idleMayLapse", false),
            section.fraction("jitter", 0.2, 0, 1));
    section.end();
    return renewal;
  }

  private Lifetimes lifetimes() {
    Section section = all.section("lifetimes");
    var lifetimes =
        new Lifetimes(
            section.duration("accessToken", Duration.ofHours(1)),
            section.duration("refreshToken"),
            section.duration("session"),
            section.duration("code", Duration.ofMinutes(1)));
    section.end();
    return lifetimes;
  }

  private Timing timing() {
    Section section = all.section("timing");
    Timing usual = Timing.DEFAULT;
    Duration attempt = section.duration("attempt", usual.attempt());
    Duration budget = section.duration("sendBudget", usual.sendBudget());
    boolean fits = budget.plus(exchange).compareTo(attempt) <= 0;
    if (!fits) {
      section.add(
          "attempt",
          "is %s, but a send budget of %s and an exchange of %s have to fit in"
              .formatted(attempt, budget, exchange),
          "Make it longer, or http.exchangeTimeout shorter.");
    }
    var timing =
        new Timing(
            fits ? attempt : budget.plus(exchange),
            budget,
            section.duration("settleAllowance", usual.settleAllowance()),
            section.duration("minPeriod", usual.minPeriod()),
            section.duration("firstBackoff", usual.firstBackoff()),
            section.duration("longestBackoff", usual.longestBackoff()),
            section.duration("longestDoubt", usual.longestDoubt()));
    section.end();
    return timing;
  }

  private DeadToken deadToken() {
    Section section = all.section("deadToken");
    var dead =
        new DeadToken(
            section.statuses("always", Set.of(401)),
            section.statuses("whenOld", Set.of()),
            section.statuses("session", Set.of()));
    section.end();
    return dead;
  }
}
