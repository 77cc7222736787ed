package dev.tokenkeeper.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** The way of one request: read, count, spoil or process, count out, write or hang up. */
final class FrontDoor implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger(FrontDoor.class.getName());

  private final Site site;
  private final Faults faults;
  private final Traffic traffic;

  FrontDoor(Site site, Faults faults, Traffic traffic) {
    this.site = site;
    this.faults = faults;
    this.traffic = traffic;
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
    RequestFacts facts = site.atomically(() -> site.facts(request));
    traffic.enter(facts);
    // Counted out before the first byte is written: a client may send its next request as soon
    // as it has the answer, and that one does not overlap.
    try {
      Supplier<Optional<Answer>> processing = () -> Optional.of(process(facts, request));
      return faults.take(facts).map(fault -> fault.around(processing)).orElseGet(processing);
    } finally {
      traffic.leave(facts);
    }
  }

  private Answer process(RequestFacts facts, Request request) {
    try {
      return site.atomically(
          () -> {
            Request asked = site.deviation().asked().apply(request);
            return site.deviation().said().apply(request, answered(facts, asked));
          });
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "the simulator itself failed", e);
      return Answer.oauthError(500, "simulator_failure", e.toString());
    }
  }

  private Answer answered(RequestFacts facts, Request asked) {
    try {
      return site.process(facts.endpoint(), asked);
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }
}
