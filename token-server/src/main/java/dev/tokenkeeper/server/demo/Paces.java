package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.testkit.simulator.AstraLifetimes;
import dev.tokenkeeper.testkit.simulator.RingCentralLifetimes;
import java.time.Duration;

/**
 * How long tokens live at the demo's providers.
 *
 * @param astra at Astra
 * @param bsn at BSN.cloud, or what stands in for it
 * @param ringCentral at RingCentral
 * @param minute in which RingCentral grants five token requests of one user, and for which it
 *     refuses all after a sixth
 */
record Paces(AstraLifetimes astra, Pace bsn, RingCentralLifetimes ringCentral, Duration minute) {

  /**
   * Every authorization is renewed at least three times in a minute.
   *
   * <p>RingCentral's minute is a real one. Of 25 s it tells 23 or more; 70 % of that are 16 s, so
   * no minute sees more than four renewals, and a user who comes back after a while finds room for
   * the code's exchange and the revocation of the old tokens.
   */
  static final Paces DEMO =
      of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Pace.DEMO,
          Duration.ofSeconds(25),
          Duration.ofSeconds(120),
          Duration.ofMinutes(1));

  /** Returns paces that differ from the providers' own in the tokens' lives alone. */
  static Paces of(
      Duration astraAccess,
      Duration astraRefresh,
      Pace bsn,
      Duration ringCentralAccess,
      Duration ringCentralRefresh,
      Duration minute) {
    Duration code = Duration.ofSeconds(60);
    return new Paces(
        new AstraLifetimes(astraAccess, astraRefresh, code, code),
        bsn,
        new RingCentralLifetimes(
            ringCentralAccess,
            ringCentralRefresh,
            code,
            Duration.ofSeconds(10),
            Duration.ofMinutes(60)),
        minute);
  }

  /** Returns the same with sessions that do not end during a run. */
  Paces withoutSessionEnd() {
    return new Paces(astra, bsn.withoutSessionEnd(), ringCentral, minute);
  }
}
