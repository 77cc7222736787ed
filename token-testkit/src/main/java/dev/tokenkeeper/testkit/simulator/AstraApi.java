package dev.tokenkeeper.testkit.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The small part of the API that tells whether an access token works (provider notes, 4.5). */
final class AstraApi {

  private final Map<String, List<Map<String, Object>>> routines = new HashMap<>();
  private final AstraSite site;

  AstraApi(AstraSite site) {
    this.site = site;
  }

  Answer answer(Request request) {
    String username = site.tokens.username(request.bearer().orElse(""));
    try {
      Answer answer = route(request, authenticated(request));
      site.journal.count(TruthKind.API_ACCEPTED, username, "");
      return answer;
    } catch (Refusal refusal) {
      String status = Integer.toString(refusal.answer().status());
      site.journal.count(TruthKind.API_REJECTED, username, status);
      throw refusal;
    }
  }

  /** The username, if this is the one access token that counts. */
  private String authenticated(Request request) {
    return request
        .bearer()
        .flatMap(value -> site.tokens.find(AstraToken.Kind.ACCESS, value))
        .filter(token -> token.liveAt(site.tokens.now()))
        .orElseThrow(AstraErrors::deadAccessToken)
        .owner()
        .username();
  }

  private Answer route(Request request, String username) {
    boolean get = request.method().equals("GET");
    return switch (request.path()) {
      case AstraPaths.API + "/user" -> read(get, user(username));
      case AstraPaths.API + "/accounts" -> read(get, Answer.fields("accounts", List.of()));
      case AstraPaths.API + "/routines" ->
          request.method().equals("POST")
              ? create(username)
              : read(get, Answer.fields("routines", routines(username)));
      default -> throw AstraErrors.notFound();
    };
  }

  private Answer create(String username) {
    List<Map<String, Object>> mine = routines(username);
    mine.add(Answer.fields("id", String.format("rtn_%04d", mine.size() + 1), "active", true));
    return Answer.json(201, mine.get(mine.size() - 1));
  }

  private List<Map<String, Object>> routines(String username) {
    return routines.computeIfAbsent(username, user -> new ArrayList<>());
  }

  private static Map<String, Object> user(String username) {
    return Answer.fields("id", AstraUsers.id(username), "email", username, "status", "approved");
  }

  private static Answer read(boolean get, Object body) {
    if (!get) {
      throw AstraErrors.methodNotAllowed();
    }
    return Answer.json(200, body);
  }
}
