package dev.tokenkeeper.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The way of one request: read, count, spoil or process, count out, write or hang up. */
final class FrontDoor implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger(FrontDoor.class.getName());

  private final Realm realm;
  private final Faults faults;
  private final Traffic traffic;
  private final TokenEndpoint tokenEndpoint;
  private final RevocationEndpoint revocationEndpoint;
  private final RestApi restApi;

  FrontDoor(Realm realm, Faults faults, Traffic traffic) {
    this.realm = realm;
    this.faults = faults;
    this.traffic = traffic;
    this.tokenEndpoint = new TokenEndpoint(realm);
    this.revocationEndpoint = new RevocationEndpoint(realm);
    this.restApi = new RestApi(realm);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = Request.read(exchange);
      Optional<Answer> answer = answer(request);
      if (answer.isPresent()) {
        answer.get().writeTo(exchange);
      }
    }
  }

  /** Empty: hang up without an answer. */
  private Optional<Answer> answer(Request request) {
    RequestFacts facts = realm.atomically(() -> realm.facts(request));
    traffic.enter(facts);
    // Counted out before the first byte is written: a client may send its next request as soon as
    // it
    // has the answer, and that one does not overlap.
    try {
      Supplier<Optional<Answer>> processing = () -> Optional.of(process(facts, request));
      return faults.take(facts).map(fault -> fault.around(processing)).orElseGet(processing);
    } finally {
      traffic.leave(facts);
    }
  }

  private Answer process(RequestFacts facts, Request request) {
    try {
      return realm.atomically(() -> dispatch(facts.endpoint(), request));
    } catch (Refusal refusal) {
      return refusal.answer();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "the simulator itself failed", e);
      return Answer.oauthError(500, "simulator_failure", e.toString());
    }
  }

  private Answer dispatch(Endpoint endpoint, Request request) {
    return switch (endpoint) {
      case TOKEN -> tokenEndpoint.answer(request);
      case REVOKE -> revocationEndpoint.revoke(request);
      case LOGOUT -> revocationEndpoint.logout(request);
      case API -> restApi.answer(request);
      case UNKNOWN -> Answer.oauthError(404, "not_found", "No such path: " + request.path());
    };
  }
}
