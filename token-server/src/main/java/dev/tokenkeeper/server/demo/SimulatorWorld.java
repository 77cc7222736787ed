package dev.tokenkeeper.server.demo;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tokenkeeper.AuthorizationJourneys;
import dev.tokenkeeper.AuthorizationResponse;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.AuthorizationRequest;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.testkit.simulator.Endpoint;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.Faults;
import dev.tokenkeeper.testkit.simulator.TruthKind;
import dev.tokenkeeper.testkit.simulator.TruthLog;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** A strict local provider, as far away as a real one. */
abstract class SimulatorWorld implements World {
  static final String CLIENT = "token-keeper-demo";

  /** Each way; without it a race is over before another caller can join in. */
  private static final Duration LATENCY = Duration.ofMillis(15);

  final TruthLog log;
  private final String providerId;
  private final List<String> users;

  SimulatorWorld(String providerId, List<String> users, TruthLog log) {
    this.providerId = providerId;
    this.users = users;
    this.log = log;
  }

  /** Puts a distance between us and the token endpoint. */
  static void moveAway(Faults faults) {
    Fault distance = Fault.latencyBefore(LATENCY).and(Fault.latencyAfter(LATENCY));
    faults.always(facts -> facts.endpoint() == Endpoint.TOKEN, distance);
  }

  /** All that there may ever have been: an earlier run may have had more than this one. */
  static void register(String providerId, DemoSecrets secrets, BiConsumer<String, String> account) {
    for (String user : DemoSecrets.users(DemoSettings.MOST_USERS)) {
      account.accept(user, revealed(secrets.of(providerId, user)));
    }
  }

  /**
   * Sends a user's browser to the provider's page, and takes what it brings back.
   *
   * @param browser from the page's address and the user's name to where the browser comes back to
   */
  static void consent(
      AuthorizationJourneys journeys, AuthorizationId id, BiFunction<URI, String, URI> browser) {
    AuthorizationRequest request = journeys.begin(id);
    URI callback = browser.apply(request.uri(), id.subject());
    String cookie = revealed(request.browserBinding());
    journeys.complete(id.provider(), AuthorizationResponse.of(callback.getRawQuery(), cookie));
  }

  static String revealed(Secret secret) {
    return secret.reveal(SecretAccess.granted());
  }

  @Override
  public String providerId() {
    return providerId;
  }

  @Override
  public List<String> users() {
    return users;
  }

  @Override
  public Truth truth() {
    return new Truth(
        tallies(),
        log.apiRejected(""),
        log.refreshTokenReuses(),
        log.concurrentRefreshes(),
        true,
        OptionalLong.empty());
  }

  Map<AuthorizationId, Tally> tallies() {
    return authorizations().stream().collect(toMap(identity(), id -> tally(id.subject())));
  }

  private Tally tally(String user) {
    return new Tally(
        log.logins(user),
        log.refreshesGranted(user) + log.count(TruthKind.MINTED, user),
        log.apiAccepted(user),
        log.apiRejected(user),
        log.sessionsEnded(user));
  }

  @Override
  public boolean isLive(Secret token) {
    return log.isLive(revealed(token));
  }
}
