package dev.tokenkeeper.server.demo;

import com.google.inject.Module;
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.ringcentral.RingCentralModule;
import dev.tokenkeeper.ringcentral.RingCentralSettings;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import dev.tokenkeeper.testkit.simulator.RingCentralLimitKey;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulatorBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The simulated RingCentral, with users who give consent and with service accounts. */
final class RingCentralWorld extends SimulatorWorld {
  static final String ID = "ringcentral";
  private static final int REQUESTS_A_MINUTE = 5;
  private static final int SESSIONS = 5;

  private final RingCentralSimulator ringCentral;
  private final Secret clientSecret;
  private final Paces paces;
  private final RingCentralJwtWorld serviceAccounts;

  private RingCentralWorld(
      RingCentralSimulator ringCentral, List<String> users, DemoSecrets secrets, Paces paces) {
    super(ID, users, ringCentral.truth());
    this.ringCentral = ringCentral;
    this.clientSecret = secrets.of(ID, CLIENT);
    this.paces = paces;
    this.serviceAccounts = new RingCentralJwtWorld(ringCentral, secrets, paces);
  }

  /** Starts the simulator with what it knew when it last ended. */
  static RingCentralWorld start(
      DemoFolder folder, List<String> users, DemoSecrets secrets, Paces paces) {
    Duration minute = paces.minute();
    RingCentralSimulatorBuilder builder =
        RingCentralSimulator.builder()
            .lifetimes(paces.ringCentral())
            .stateFile(folder.file("ringcentral.state"))
            .authLimit(REQUESTS_A_MINUTE, minute, minute, RingCentralLimitKey.USER_AND_APPLICATION)
            .maxSessionsPerUser(SESSIONS)
            .client(CLIENT, revealed(secrets.of(ID, CLIENT)));
    register(ID, secrets, builder::account);
    for (String account : RingCentralJwtWorld.ACCOUNTS) {
      builder.jwt(account, revealed(RingCentralJwtWorld.jwt(account, secrets)));
    }
    RingCentralSimulator ringCentral = builder.start();
    moveAway(ringCentral.faults());
    return new RingCentralWorld(ringCentral, users, secrets, paces);
  }

  /**
   * Returns the adapter's own times, shrunk as the minute is: with a quarter of it between two
   * requests one of the five is left for the user who comes back. As long after a failure, too.
   */
  static Timing timing(Paces paces) {
    Duration between = paces.minute().dividedBy(4);
    return new Timing(
        DemoModule.TIMING.attempt(),
        DemoModule.TIMING.sendBudget(),
        DemoModule.TIMING.settleAllowance(),
        between,
        between,
        between,
        DemoModule.TIMING.longestDoubt());
  }

  /** Returns its service accounts, which are kept like another provider's and end with it. */
  RingCentralJwtWorld serviceAccounts() {
    return serviceAccounts;
  }

  /** Returns the simulator itself, for tests that ask more of it. */
  RingCentralSimulator simulator() {
    return ringCentral;
  }

  @Override
  public Module module() {
    Duration refreshToken = paces.ringCentral().refreshToken();
    return new RingCentralModule(
        RingCentralSettings.builder(CLIENT, clientSecret)
            .id(ID)
            .server(ringCentral.baseUri())
            .redirectUri(RingCentralSimulator.DEFAULT_REDIRECT_URI)
            .accessTokenLifetime(paces.ringCentral().accessToken())
            .refreshTokenLifetime(refreshToken)
            .keepAlive(refreshToken.dividedBy(2))
            .limitScope(LimitScope.USER)
            .timing(timing(paces))
            .http(DemoModule.HTTP)
            .build());
  }

  @Override
  public void authorize(AuthorizationJourneys journeys, AuthorizationId id) {
    consent(journeys, id, ringCentral::authorize);
  }

  @Override
  public boolean needsNoUser() {
    return false;
  }

  @Override
  public Duration accessTokenLife() {
    return paces.ringCentral().accessToken();
  }

  @Override
  public URI apiUri(String user) {
    return URI.create(ringCentral.api() + "/account/~/call-log");
  }

  /** What the log says of nobody in particular is told here, and not with the service accounts. */
  @Override
  public Truth truth() {
    return new Truth(
        tallies(),
        log.apiRejected(""),
        log.refreshTokenReuses(),
        log.concurrentRefreshes(),
        true,
        OptionalLong.of(ringCentral.limitExceeded() - serviceAccounts.limitExceeded()));
  }

  @Override
  public void close() {
    ringCentral.close();
  }
}
