package dev.tokenkeeper.server.demo;

import com.google.inject.Module;
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.ringcentral.RingCentralJwtModule;
import dev.tokenkeeper.ringcentral.RingCentralJwtSettings;
import dev.tokenkeeper.ringcentral.RingCentralSettings.LimitScope;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import dev.tokenkeeper.testkit.simulator.TruthKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Service accounts at a RingCentral that belongs to a {@link RingCentralWorld}. */
final class RingCentralJwtWorld extends SimulatorWorld {
  static final String ID = "ringcentral-jwt";
  static final List<String> ACCOUNTS = List.of("robot-1", "robot-2", "robot-3");

  private final RingCentralSimulator ringCentral;
  private final DemoSecrets secrets;
  private final Paces paces;

  RingCentralJwtWorld(RingCentralSimulator ringCentral, DemoSecrets secrets, Paces paces) {
    super(ID, ACCOUNTS, ringCentral.truth());
    this.ringCentral = ringCentral;
    this.secrets = secrets;
    this.paces = paces;
  }

  /** Returns the credential of a service account, the same in every run on a folder. */
  static Secret jwt(String account, DemoSecrets secrets) {
    return secrets.of(ID, account);
  }

  /** Returns how many of their requests were over RingCentral's limit, or within its penalty. */
  long limitExceeded() {
    return users().stream().mapToLong(user -> log.count(TruthKind.THROTTLED, user)).sum();
  }

  @Override
  public Module module() {
    RingCentralJwtSettings.Builder settings =
        RingCentralJwtSettings.builder(CLIENT, secrets.of(RingCentralWorld.ID, CLIENT))
            .id(ID)
            .server(ringCentral.baseUri())
            .accessTokenLifetime(paces.ringCentral().accessToken())
            .limitScope(LimitScope.USER)
            .timing(RingCentralWorld.timing(paces))
            .http(DemoModule.HTTP);
    users().forEach(account -> settings.serviceAccount(account, jwt(account, secrets)));
    return new RingCentralJwtModule(settings.build());
  }

  @Override
  public void authorize(AuthorizationJourneys journeys, AuthorizationId id) {
    journeys.mint(id);
  }

  @Override
  public boolean needsNoUser() {
    return true;
  }

  @Override
  public Duration accessTokenLife() {
    return paces.ringCentral().accessToken();
  }

  @Override
  public URI apiUri(String user) {
    return URI.create(ringCentral.api() + "/account/~/call-log");
  }

  @Override
  public Truth truth() {
    return new Truth(tallies(), 0, 0, 0, true, OptionalLong.of(limitExceeded()));
  }

  /** Does nothing: the simulator is another's. */
  @Override
  public void close() {}
}
