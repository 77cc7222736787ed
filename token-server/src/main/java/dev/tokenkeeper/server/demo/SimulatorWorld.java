package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.toMap;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.testkit.simulator.BsnLifetimes;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.BsnSimulatorBuilder;
import dev.tokenkeeper.testkit.simulator.Endpoint;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.TruthLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strict local BSN.cloud, as far away as a real one. */
final class SimulatorWorld implements World {
  static final String CLIENT = "token-keeper-demo";

  /** Each way; without it a race is over before another caller can join in. */
  private static final Duration LATENCY = Duration.ofMillis(15);

  private final BsnSimulator bsn;
  private final List<String> users;
  private final Secret clientSecret;
  private final Pace pace;

  private SimulatorWorld(BsnSimulator bsn, List<String> users, Secret clientSecret, Pace pace) {
    this.bsn = bsn;
    this.users = users;
    this.clientSecret = clientSecret;
    this.pace = pace;
  }

  /** Starts the simulator with what it knew when it last ended. */
  static SimulatorWorld start(
      DemoFolder folder, List<String> users, DemoSecrets secrets, Pace pace) {
    Secret clientSecret = secrets.of("application " + CLIENT);
    BsnSimulatorBuilder builder =
        BsnSimulator.builder()
            .lifetimes(new BsnLifetimes(pace.accessToken(), pace.refreshToken(), pace.session()))
            .stateFile(folder.file("simulator.state"))
            .client(CLIENT, clientSecret.reveal(SecretAccess.granted()));
    // All that there may ever have been: an earlier run may have had more than this one.
    for (String user : DemoSecrets.users(DemoSettings.MOST_USERS)) {
      builder.account(user, secrets.of(user).reveal(SecretAccess.granted()));
    }
    return new SimulatorWorld(far(builder.start()), users, clientSecret, pace);
  }

  private static BsnSimulator far(BsnSimulator bsn) {
    Fault distance = Fault.latencyBefore(LATENCY).and(Fault.latencyAfter(LATENCY));
    bsn.faults().always(facts -> facts.endpoint() == Endpoint.TOKEN, distance);
    return bsn;
  }

  /** Returns the simulator itself, for tests that ask more of it. */
  BsnSimulator simulator() {
    return bsn;
  }

  @Override
  public String title() {
    return "simulated BSN.cloud";
  }

  @Override
  public String providerId() {
    return "bsn";
  }

  @Override
  public URI tokenUri() {
    return bsn.tokenEndpoint();
  }

  @Override
  public String clientId() {
    return CLIENT;
  }

  @Override
  public Secret clientSecret() {
    return clientSecret;
  }

  @Override
  public @Nullable String scope() {
    return null;
  }

  @Override
  public URI api() {
    return bsn.restApi();
  }

  @Override
  public String network() {
    return BsnSimulator.DEFAULT_NETWORK;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public URI apiUri(String user) {
    return URI.create(api() + "/Devices/");
  }

  @Override
  public Truth truth() {
    TruthLog truth = bsn.truth();
    return new Truth(
        users.stream().collect(toMap(user -> user, user -> tally(truth, user))),
        truth.apiRejected(""),
        truth.refreshTokenReuses(),
        truth.concurrentRefreshes());
  }

  private static Tally tally(TruthLog truth, String user) {
    return new Tally(
        truth.logins(user),
        truth.refreshesGranted(user),
        truth.apiAccepted(user),
        truth.apiRejected(user),
        truth.sessionsEnded(user));
  }

  @Override
  public boolean isLive(Secret token) {
    return bsn.truth().isLive(token.reveal(SecretAccess.granted()));
  }

  @Override
  public void close() {
    bsn.close();
  }
}
