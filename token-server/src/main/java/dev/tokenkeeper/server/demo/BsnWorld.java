package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.testkit.simulator.BsnLifetimes;
import dev.tokenkeeper.testkit.simulator.BsnSimulator;
import dev.tokenkeeper.testkit.simulator.BsnSimulatorBuilder;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The simulated BSN.cloud. */
final class BsnWorld extends SimulatorWorld implements PasswordWorld {
  static final String ID = "bsn";

  private final BsnSimulator bsn;
  private final DemoSecrets secrets;
  private final Pace pace;

  private BsnWorld(BsnSimulator bsn, List<String> users, DemoSecrets secrets, Pace pace) {
    super(ID, users, bsn.truth());
    this.bsn = bsn;
    this.secrets = secrets;
    this.pace = pace;
  }

  /** Starts the simulator with what it knew when it last ended. */
  static BsnWorld start(DemoFolder folder, List<String> users, DemoSecrets secrets, Pace pace) {
    BsnSimulatorBuilder builder =
        BsnSimulator.builder()
            .lifetimes(new BsnLifetimes(pace.accessToken(), pace.refreshToken(), pace.session()))
            .stateFile(folder.file("bsn.state"))
            .client(CLIENT, revealed(secrets.of(ID, CLIENT)));
    register(ID, secrets, builder::account);
    BsnSimulator bsn = builder.start();
    moveAway(bsn.faults());
    return new BsnWorld(bsn, users, secrets, pace);
  }

  /** Returns the simulator itself, for tests that ask more of it. */
  BsnSimulator simulator() {
    return bsn;
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
    return secrets.of(ID, CLIENT);
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
  public Secret password(String user) {
    return secrets.of(ID, user);
  }

  @Override
  public URI apiUri(String user) {
    return URI.create(api() + "/Devices/");
  }

  @Override
  public void close() {
    bsn.close();
  }
}
