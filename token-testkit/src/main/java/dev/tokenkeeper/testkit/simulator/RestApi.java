package dev.tokenkeeper.testkit.simulator;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The small part of the main API that tells whether an access token works. */
final class RestApi {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Map<String, String> METHODS =
      Map.of(
          "self/session/network", "PUT",
          "self/session", "GET",
          "self/networks", "GET",
          "devices", "GET",
          "users", "GET");

  private final Realm realm;
  private final AccessCheck access;

  RestApi(Realm realm) {
    this.realm = realm;
    this.access = new AccessCheck(realm);
  }

  Answer answer(Request request) {
    String username = realm.owner(request.bearer().orElse(""));
    try {
      Answer answer = route(request, access.authenticate(request));
      realm.journal.count(TruthKind.API_ACCEPTED, username, "");
      return answer;
    } catch (Refusal refusal) {
      String status = Integer.toString(refusal.answer().status());
      realm.journal.count(TruthKind.API_REJECTED, username, status);
      throw refusal;
    }
  }

  private Answer route(Request request, Token token) {
    String resource = BsnPaths.resource(request.path());
    requireMethod(request, resource);
    return switch (resource) {
      case "self/session/network" -> selectNetwork(request, token.session());
      case "self/session" -> session(token);
      case "self/networks" -> networks();
      default -> list(token, "bsn.api.main." + resource + ".retrieve");
    };
  }

  private Answer selectNetwork(Request request, Session session) {
    if (!request.contentType().equals("application/json")) {
      throw Refusal.api(415, "unsupported_media_type", "The body must be application/json");
    }
    realm.sessions.select(session, network(body(request)));
    return Answer.empty(204);
  }

  private Network network(Map<String, String> wanted) {
    return realm.settings.networks.stream()
        .filter(known -> isWanted(known, wanted))
        .findFirst()
        .orElseThrow(() -> Refusal.api(400, "bad_request", "No such network"));
  }

  private Answer session(Token token) {
    Map<String, Object> fields = Answer.fields();
    token.session().network().ifPresent(network -> fields.put("network", network.fields()));
    fields.put("authorizationScope", token.scope());
    fields.put("lastModifiedDate", MILLIS.format(token.session().modifiedAt()));
    return Answer.json(200, fields);
  }

  private Answer networks() {
    return Answer.json(200, realm.settings.networks.stream().map(Network::fields).toList());
  }

  private Answer list(Token token, String scope) {
    access.requireScope(token, scope);
    // The documents list 412 among the API's statuses and do not say what is answered here.
    if (realm.settings.requireNetwork && token.session().network().isEmpty()) {
      throw Refusal.api(412, "precondition_failed", "No network is selected for the session");
    }
    return Answer.json(200, Answer.fields("items", List.of(), "isTruncated", false));
  }

  private static void requireMethod(Request request, String resource) {
    String method = METHODS.get(resource);
    if (method == null) {
      throw Refusal.api(404, "not_found", "No such resource");
    }
    if (!request.method().equals(method)) {
      Answer refused = Answer.apiError(405, "method_not_allowed", "Only " + method + " is allowed");
      throw new Refusal(refused.header("Allow", method));
    }
  }

  private static boolean isWanted(Network known, Map<String, String> wanted) {
    return known.name().equals(wanted.get("name"))
        || Long.toString(known.id()).equals(wanted.get("id"));
  }

  private static Map<String, String> body(Request request) {
    try {
      return FlatJson.parse(request.body());
    } catch (IllegalArgumentException e) {
      throw Refusal.api(400, "bad_request", "The body is not as documented: " + e.getMessage());
    }
  }
}
