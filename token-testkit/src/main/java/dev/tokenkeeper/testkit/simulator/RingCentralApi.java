package dev.tokenkeeper.testkit.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The small part of the API that tells whether an access token works (provider notes, 6.11). */
final class RingCentralApi {

  /** For how long a superseded token is "corrupted", as measured, before it is "not found". */
  private static final Duration CORRUPTED = Duration.ofSeconds(10);

  private static final String EXTENSION = "/account/~/extension/~";
  private static final String CALL_LOG = "/account/~/call-log";

  private final RingCentralPlatform platform;

  RingCentralApi(RingCentralPlatform platform) {
    this.platform = platform;
  }

  Answer answer(Request request) {
    String username = platform.owner(request.bearer().orElse(""));
    try {
      RingCentralPair pair = authenticate(request);
      Answer answer = route(request, pair.session().username());
      platform.sessions.use(pair);
      platform.journal.count(TruthKind.API_ACCEPTED, username, "");
      return answer;
    } catch (Refusal refusal) {
      String status = Integer.toString(refusal.answer().status());
      platform.journal.count(TruthKind.API_REJECTED, username, status);
      throw refusal;
    }
  }

  /** Why its access token would be refused now; empty if it would not. */
  Optional<Refusal> refusal(RingCentralPair pair) {
    Instant now = platform.settings.clock.instant();
    if (!now.isBefore(pair.accessEnds())) {
      return Optional.of(RingCentralErrors.unauthorized("OAU-128", "Access token expired"));
    }
    if (pair.session().ended().isPresent()) {
      return Optional.of(notFound());
    }
    return pair.supersededAt()
        .map(
            at ->
                now.isBefore(at.plus(CORRUPTED))
                    ? RingCentralErrors.unauthorized("OAU-129", "Access token corrupted")
                    : notFound());
  }

  private RingCentralPair authenticate(Request request) {
    if (request.authorization().isEmpty()) {
      throw RingCentralErrors.unauthorized("CMN-405", "Login to extension required");
    }
    String value =
        request
            .bearer()
            .orElseThrow(
                () -> RingCentralErrors.unauthorized("OAU-123", "Authorization header is invalid"));
    if (!RingCentralTokens.isParsable(value)) {
      throw RingCentralErrors.unauthorized("OAU-149", "Token cannot be parsed");
    }
    RingCentralPair pair =
        platform
            .tokens
            .find(Token.Kind.ACCESS, value)
            .map(RingCentralTokens.Found::pair)
            .orElseThrow(RingCentralApi::notFound);
    refusal(pair)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    return pair;
  }

  private static Answer route(Request request, String username) {
    String resource = RingCentralPaths.resource(request.path());
    if (!resource.equals(EXTENSION) && !resource.equals(CALL_LOG)) {
      throw RingCentralErrors.api(404, "CMN-102", "Resource is not found");
    }
    if (!request.method().equals("GET")) {
      throw Refusal.methodNotAllowed("GET");
    }
    return Answer.json(
        200,
        resource.equals(CALL_LOG)
            ? Answer.fields("records", List.of())
            : Answer.fields(
                "id",
                Long.parseLong(RingCentralIssuer.ownerId(username)),
                "name",
                username,
                "status",
                "Enabled"));
  }

  private static Refusal notFound() {
    return RingCentralErrors.unauthorized("OAU-213", "Token not found");
  }
}
