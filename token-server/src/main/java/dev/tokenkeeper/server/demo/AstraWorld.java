package dev.tokenkeeper.server.demo;

import com.google.inject.Module;
import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.astra.AstraModule;
import dev.tokenkeeper.astra.AstraSettings;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.testkit.simulator.AstraLifetimes;
import dev.tokenkeeper.testkit.simulator.AstraSimulator;
import dev.tokenkeeper.testkit.simulator.AstraSimulatorBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The simulated Astra. */
final class AstraWorld extends SimulatorWorld {
  static final String ID = "astra";

  private final AstraSimulator astra;
  private final Secret clientSecret;
  private final AstraLifetimes lifetimes;

  private AstraWorld(
      AstraSimulator astra, List<String> users, Secret clientSecret, AstraLifetimes lifetimes) {
    super(ID, users, astra.truth());
    this.astra = astra;
    this.clientSecret = clientSecret;
    this.lifetimes = lifetimes;
  }

  /** Starts the simulator with what it knew when it last ended. */
  static AstraWorld start(
      DemoFolder folder, List<String> users, DemoSecrets secrets, AstraLifetimes lifetimes) {
    Secret clientSecret = secrets.of(ID, CLIENT);
    AstraSimulatorBuilder builder =
        AstraSimulator.builder()
            .lifetimes(lifetimes)
            .stateFile(folder.file("astra.state"))
            .client(CLIENT, revealed(clientSecret));
    register(ID, secrets, builder::account);
    AstraSimulator astra = builder.start();
    moveAway(astra.faults());
    return new AstraWorld(astra, users, clientSecret, lifetimes);
  }

  /** Returns the simulator itself, for tests that ask more of it. */
  AstraSimulator simulator() {
    return astra;
  }

  @Override
  public Module module() {
    return new AstraModule(
        AstraSettings.builder(CLIENT, clientSecret, AstraSimulator.DEFAULT_REDIRECT_URI)
            .id(ID)
            .apiUri(astra.api())
            .cardUri(astra.api())
            .authorizationUri(astra.authorizationPage())
            .accessTokenLifetime(lifetimes.accessToken())
            .refreshTokenLifetime(lifetimes.refreshToken())
            .keepAlive(lifetimes.refreshToken().dividedBy(2))
            .timing(DemoModule.TIMING)
            .http(DemoModule.HTTP)
            .build());
  }

  @Override
  public void authorize(AuthorizationJourneys journeys, AuthorizationId id) {
    consent(journeys, id, astra::authorize);
  }

  @Override
  public boolean needsNoUser() {
    return false;
  }

  @Override
  public Duration accessTokenLife() {
    return lifetimes.accessToken();
  }

  @Override
  public URI apiUri(String user) {
    return URI.create(astra.api() + "/accounts");
  }

  /** Astra has no sessions. */
  @Override
  public Truth truth() {
    return new Truth(
        tallies(), log.apiRejected(""), 0, log.concurrentRefreshes(), false, OptionalLong.empty());
  }

  @Override
  public void close() {
    astra.close();
  }
}
